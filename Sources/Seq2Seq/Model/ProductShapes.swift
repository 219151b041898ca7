internal import NeuralNetwork

/// The shape of a matrix product `[m, k] · [k, n]`.
package struct ProductShape: Hashable, Sendable {
  package var m: Int
  package var n: Int
  package var k: Int
  package var operations: Int { 2 * m * n * k }
}

/// The matrix products of a piece of work, each with its purpose and how often it is computed.
package struct ProductShapes {
  /// One product, or several of the same shape.
  package struct Use {
    /// The parameter, and the pass.
    package let what: String
    package let shape: ProductShape
    package let times: Int
    /// Whether it computes the gradient of a weight: its left side is transposed and neither side is packed.
    package let isGradient: Bool

    package var operations: Int { shape.operations * times }
  }

  package private(set) var uses: [Use] = []

  private mutating func add(
    _ what: String, _ m: Int, _ n: Int, _ k: Int, times: Int = 1, isGradient: Bool = false
  ) {
    uses.append(
      Use(
        what: what, shape: ProductShape(m: m, n: n, k: k), times: times, isGradient: isGradient))
  }

  /// The products of one update, on each thread.
  ///
  /// - Parameters:
  ///   - network: The network to update.
  ///   - sentences: The sentences of the batch; each thread computes its share of them.
  ///   - sourceSteps: The time steps of the longest source sentence.
  ///   - targetSteps: The time steps of the longest target sentence.
  ///   - threads: The number of threads that share the batch.
  package init(
    updating network: Network, sentences: Int, sourceSteps: Int, targetSteps: Int, threads: Int
  ) {
    let rows = max(1, (sentences + threads - 1) / threads)
    for weight in network.layout.weights {
      let name = weight.parameter.name
      let (out, columns) = (weight.parameter.rows, weight.columns.count)
      let kind = WeightUse(weight, in: network)
      let steps = kind.isSource ? sourceSteps : targetSteps
      let (m, times) =
        switch kind.rows {
        case .everyStep: (rows, steps)
        case .allStepsAtOnce: (rows * steps, 1)
        case .once: (rows, 1)
        }
      add("\(name) forward", m, out, columns, times: times)
      add("\(name) backward", m, columns, out, times: times)
      // Each thread computes its rows of the gradient, from the sentences of all threads.
      add(
        "\(name) gradient", (out + threads - 1) / threads, columns, m * times, times: threads,
        isGradient: true)
    }
  }

  /// The products of translating one batch on one thread.
  package init(
    translatingWith network: Network, sentences: Int, beam: Int, sourceSteps: Int, steps: Int
  ) {
    for weight in network.layout.weights {
      let kind = WeightUse(weight, in: network)
      let (out, columns) = (weight.parameter.rows, weight.columns.count)
      switch (kind.isSource, kind.rows) {
      case (true, .everyStep):
        add(weight.parameter.name, sentences, out, columns, times: sourceSteps)
      case (true, _): add(weight.parameter.name, sentences * sourceSteps, out, columns)
      case (false, .once): add(weight.parameter.name, sentences, out, columns)
      case (false, _): add(weight.parameter.name, sentences * beam, out, columns, times: steps)
      }
    }
  }

  /// How a weight is used: on which side, and for how many rows at once.
  private struct WeightUse {
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
  package var operations: Int { uses.reduce(0) { $0 + $1.operations } }
}
