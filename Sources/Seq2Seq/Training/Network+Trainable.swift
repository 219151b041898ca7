package import NeuralNetwork

extension Network: Trainable {
  package typealias Example = EncodedPair

  package func outputsPerToken(_ options: LossOptions) -> Int {
    min(output.vocabulary, options.outputSample?.usualTokens ?? .max)
  }

  package func unpackedWeights(_ options: LossOptions) -> Set<Int> {
    options.outputSample == nil ? [] : [output.weight.index]
  }

  package func tokenCount(of pair: EncodedPair) -> Int { pair.target.count + 1 }

  package func passes(_ options: LossOptions) -> Int { options.passes }

  package func lossAndGradient(
    of pairs: [EncodedPair], scale: Float, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    lossAndGradient(
      Shard(pairs, twice: options.passes == 2), scale: scale, options, compute)
  }

  package func loss(
    of pairs: [EncodedPair], _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    loss(Shard(pairs), smoothing: options.smoothing, compute)
  }
}

extension ParallelUpdater<Network> {
  /// The summed loss of pairs, in batches of any size; changes nothing.
  package func loss(_ batches: [[EncodedPair]], smoothing: Float = 0) -> LossSum {
    var options = Network.LossOptions()
    options.smoothing = smoothing
    return loss(batches, options)
  }
}

extension ParallelUpdater<Network>.Options {
  package init() { self.init(loss: Network.LossOptions()) }
}
