import NeuralNetwork
import Seq2Seq

/// The shape of a matrix product `[m, k] · [k, n]`.
struct ProductShape: Hashable {
  var m: Int
  var n: Int
  var k: Int
  var operations: Int { 2 * m * n * k }
}

/// The matrix products of a piece of work, each with its purpose and how often it is computed.
struct ProductShapes {
  private(set) var uses: [(what: String, shape: ProductShape, times: Int)] = []

  private mutating func add(_ what: String, _ m: Int, _ n: Int, _ k: Int, times: Int = 1) {
    uses.append((what, ProductShape(m: m, n: n, k: k), times))
  }

  /// The products of one update, on each thread.
  ///
  /// - Parameters:
  ///   - network: The network to update.
  ///   - sentences: The sentences of the batch; each thread computes its share of them.
  ///   - sourceSteps: The time steps of the longest source sentence.
  ///   - targetSteps: The time steps of the longest target sentence.
  ///   - threads: The number of threads that share the batch.
  init(updating network: Network, sentences: Int, sourceSteps: Int, targetSteps: Int, threads: Int)
  {
    let rows = max(1, (sentences + threads - 1) / threads)
    for weight in network.layout.weights {
      let name = weight.parameter.name
      let (out, columns) = (weight.parameter.rows, weight.columns.count)
      let use = Use(weight, in: network)
      let steps = use.isSource ? sourceSteps : targetSteps
      let (m, times) =
        switch use.rows {
        case .everyStep: (rows, steps)
        case .allStepsAtOnce: (rows * steps, 1)
        case .once: (rows, 1)
        }
      add("\(name) forward", m, out, columns, times: times)
      add("\(name) backward", m, columns, out, times: times)
      // Each thread computes its rows of the gradient, from the sentences of all threads.
      add("\(name) gradient", (out + threads - 1) / threads, columns, m * times, times: threads)
    }
  }

  /// The products of translating one batch on one thread.
  init(translatingWith network: Network, sentences: Int, beam: Int, sourceSteps: Int, steps: Int) {
    for weight in network.layout.weights {
      let use = Use(weight, in: network)
      let (out, columns) = (weight.parameter.rows, weight.columns.count)
      switch (use.isSource, use.rows) {
      case (true, .everyStep):
        add(weight.parameter.name, sentences, out, columns, times: sourceSteps)
      case (true, _): add(weight.parameter.name, sentences * sourceSteps, out, columns)
      case (false, .once): add(weight.parameter.name, sentences, out, columns)
      case (false, _): add(weight.parameter.name, sentences * beam, out, columns, times: steps)
      }
    }
  }

  /// How a weight is used: on which side, and for how many rows at once.
  private struct Use {
    enum Rows {
      case everyStep
      case allStepsAtOnce
      case once
    }
    let isSource: Bool
    let rows: Rows

    init(_ weight: Weight, in network: Network) {
      let name = weight.parameter.name
      isSource = name.hasPrefix("encoder.") || name.hasPrefix("attention.key")
      let isAttentive = network.decoder.attention != nil
      let first = network.decoder.stack.layers[0][0].cell.contextWeight
      let context = [first, network.readout?.projection.parts.dropFirst(2).last].compactMap {
        $0?.index
      }
      if name.hasPrefix("bridge") || (context.contains(weight.index) && !isAttentive) {
        rows = .once
      } else if weight.isRecurrent || name.hasPrefix("attention.query")
        || (weight.index == first?.index)
      {
        rows = .everyStep
      } else {
        rows = .allStepsAtOnce
      }
    }
  }

  /// Multiplications and additions of all products, on one thread.
  var operations: Int { uses.reduce(0) { $0 + $1.shape.operations * $1.times } }
}
