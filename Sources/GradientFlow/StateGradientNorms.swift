internal import NeuralNetwork
package import Seq2Seq

/// How much of the loss' gradient arrives at each state of the encoder.
package struct StateGradientNorms: Sendable, Equatable {
  /// The words of each text; time step `words` reads the end of the text, `</s>`.
  package let words: Int
  /// ‖∂L/∂h_t‖ for t = 0 … `words`: the median over texts, L being the mean loss of a text's target tokens.
  package let outputs: [Double]
  /// The same for the memory cell of an LSTM: the part of the gradient that comes from the next time step.
  package let memoryCells: [Double]?

  /// By how much the gradient has changed on its way from the last state to the first; 1: not at all.
  package var firstToLast: Double { outputs[0] / outputs[words] }

  /// Measures them; changes nothing.
  ///
  /// - Parameters:
  ///   - texts: with equally many words of source.
  ///   - updater: has the network and its weights.
  package init(of texts: [EncodedPair], in updater: ParallelUpdater<Network>) {
    words = texts[0].source.count
    let results = PerWorker(count: 1, initial: (outputs: [Double](), memoryCells: [Double]?.none))
    updater.workers.forEach(1) { [network = updater.model] compute, index in
      compute.reset()
      let shard = Shard(texts)
      let states = network.encoderStateGradients(shard, .init(), compute)[0]
      let tokens = texts.map { Double($0.target.count + 1) }
      results[index] = (
        Self.medians(of: states.output, tokens),
        states.memoryCell.map { Self.medians(of: $0, tokens) }
      )
    }
    (outputs, memoryCells) = results[0]
  }

  /// The median norm of each time step's rows, `[S · B, H]`, each divided by the tokens of its text.
  private static func medians(of gradients: Matrix, _ tokens: [Double]) -> [Double] {
    (0..<gradients.rows / tokens.count).map { t in
      let norms = tokens.indices.map { row in
        norm(of: gradients.row(t * tokens.count + row)) / tokens[row]
      }
      return median(of: norms)
    }
  }

  /// In double precision: the squares of vanishing gradients are less than any number of single precision.
  private static func norm(of row: Vector<Float>) -> Double {
    row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// Not a number counts as more than any number.
  private static func median(of numbers: [Double]) -> Double {
    let sorted = numbers.map { $0.isNaN ? .infinity : $0 }.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
