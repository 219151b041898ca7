package import NeuralNetwork
package import Tokenization

/// Searches translations of many sentences, on all threads.
package struct ParallelSearch: Sendable {
  package let network: Network
  package let workers: Workers
  package let targetTokenizer: Tokenizer
  /// Likely translations of words, if they are known.
  package let shortlist: Shortlist?
  /// The other models of an ensemble.
  package let others: [EnsembleMember]

  package init(
    network: Network, workers: Workers, targetTokenizer: Tokenizer, shortlist: Shortlist? = nil,
    others: [EnsembleMember] = []
  ) {
    self.network = network
    self.workers = workers
    self.targetTokenizer = targetTokenizer
    self.shortlist = shortlist
    self.others = others
  }

  /// The models as a worker runs them.
  private func models(_ compute: ComputeState, worker: Int) -> [(Network, ComputeState)] {
    [(network, compute)] + others.map { ($0.network, $0.computeState(worker: worker)) }
  }

  /// The hypotheses asked for of each sentence, in the order of `sources`; none for an empty one.
  ///
  /// - Parameter prefixes: what the translations of each begin with; none: with anything.
  package func hypotheses(
    _ sources: [[Int32]], prefixes: [[Int32]] = [], _ options: SearchOptions
  ) -> [[Hypothesis]] {
    let jobs = batches(sources, options)
    let found = PerWorker(count: jobs.count, initial: [[Hypothesis]]())
    // A vocabulary of whole words may well say <unk>; one of pieces has no use for it.
    let barred =
      [SpecialToken.start.id] + (targetTokenizer.isLossless ? [SpecialToken.unknown.id] : [])
    workers.forEach(jobs.count) { compute, job, worker in
      let search = BeamSearch(
        models(compute, worker: worker).map {
          SearchModel($0, barred: barred, shortlist: shortlist, $1)
        },
        options: options, start: SpecialToken.start.id, end: SpecialToken.end.id)
      found[job] = search.translate(
        SourceBatch(jobs[job].map { sources[$0] }),
        prefixes: prefixes.isEmpty ? [] : jobs[job].map { prefixes[$0] })
    }
    var results = [[Hypothesis]](repeating: [], count: sources.count)
    for (job, indices) in jobs.enumerated() {
      for (index, hypotheses) in zip(indices, found[job]) { results[index] = hypotheses }
    }
    return results
  }

  /// Sentences of like length together, longest first, so that no thread ends long after the others.
  private func batches(_ sources: [[Int32]], _ options: SearchOptions) -> [[Int]] {
    let order = sources.indices.filter { !sources[$0].isEmpty }.sorted {
      (sources[$1].count, $0) < (sources[$0].count, $1)
    }
    let size = max(1, min(options.batch, (order.count + workers.count - 1) / workers.count))
    return stride(from: 0, to: order.count, by: size).map { start in
      Array(order[start..<min(start + size, order.count)])
    }
  }

  /// log p of each token of given translations, `</s>` included; none where a side is empty.
  package func logProbabilities(_ pairs: [EncodedPair]) -> [[Float]] {
    let results = PerWorker(count: pairs.count, initial: [Float]())
    workers.forEach(pairs.count) { compute, index, worker in
      let pair = pairs[index]
      if pair.source.isEmpty || pair.target.isEmpty { return }
      let byModel = models(compute, worker: worker).map { network, compute in
        compute.reset()
        var tokens: [Float] = []
        _ = network.loss(Shard([pair]), compute) { _, nll in tokens.append(-nll) }
        return tokens
      }
      results[index] = byModel[0].indices.map { token in
        ProbabilityMean.logMean(byModel.map { $0[token] })
      }
    }
    return pairs.indices.map { results[$0] }
  }
}
