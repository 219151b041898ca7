internal import NeuralNetwork

/// Which precision a training computes in, if the options leave it open.
extension TrainingPlan {
  /// bfloat16 rounds twice: it must save this much time to be worth it.
  private static let leastSpeed = 1.1
  /// The fewest operations of an update for which the precision matters: smaller ones take a millisecond in any.
  private static let leastOperations = 100_000_000

  /// Chooses the precision: that of the training to resume, or the one that is faster on this processor at the
  /// shapes of this network.
  ///
  /// Processes that train together choose what the first one measures.
  mutating func choosePrecision(
    for network: Network, resuming saved: Precision?, _ collective: any Collective
  ) {
    guard options.precision == nil else { return }
    if let saved {
      precision = saved
      return
    }
    let measured = collective.isFirst ? measureBFloat16(network) : nil
    // Whether to measure is the first process' decision as well: the others may have other processors.
    let speed = collective.broadcast(measured ?? 0)
    guard speed > 0 else { return }
    bfloat16Speed = speed
    precision = speed >= Self.leastSpeed ? .bfloat16 : .float32
  }

  /// How many times as fast as float32 the products of this network are in bfloat16; nil if that is not worth measuring.
  private func measureBFloat16(_ network: Network) -> Double? {
    let shapes = productShapes(of: network)
    // Without units for it bfloat16 is so slow that measuring it would take a second.
    guard Precision.bfloat16.hasUnits && shapes.operations * threads >= Self.leastOperations else {
      return nil
    }
    return PrecisionProbe(shapes).speed(of: .bfloat16)
  }

  /// The products of an update with sentences of a usual length.
  private func productShapes(of network: Network) -> ProductShapes {
    let sentences =
      switch batch {
      case .sentences(let count): count
      case .tokens(let count): max(1, count / Self.usualSteps)
      }
    return ProductShapes(
      updating: network, sentences: sentences, sourceSteps: Self.usualSteps,
      targetSteps: Self.usualSteps, threads: threads)
  }

  /// Tokens of a sentence, `</s>` included.
  private static var usualSteps: Int { 16 }
}

extension PrecisionProbe {
  fileprivate init(_ shapes: ProductShapes) {
    self.init(
      shapes.uses.map {
        Product(
          m: $0.shape.m, n: $0.shape.n, k: $0.shape.k, isGradient: $0.isGradient,
          operations: Double($0.operations))
      })
  }
}
