package import NeuralNetwork
package import Tokenization

/// Searches translations of many sentences, on all threads.
package struct ParallelSearch: Sendable {
  package let network: Network
  package let workers: Workers
  package let targetTokenizer: Tokenizer

  package init(network: Network, workers: Workers, targetTokenizer: Tokenizer) {
    self.network = network
    self.workers = workers
    self.targetTokenizer = targetTokenizer
  }

  /// The best hypotheses of each sentence, in the order of `sources`; none for an empty one.
  package func hypotheses(_ sources: [[Int32]], _ options: SearchOptions) -> [[Hypothesis]] {
    let jobs = batches(sources, options)
    let found = PerWorker(count: jobs.count, initial: [[Hypothesis]]())
    // A vocabulary of whole words may well say <unk>; one of pieces has no use for it.
    let barred =
      [SpecialToken.start.id] + (targetTokenizer.isLossless ? [SpecialToken.unknown.id] : [])
    workers.forEach(jobs.count) { [network] context, job in
      let search = BeamSearch(
        network: network, options: options, start: SpecialToken.start.id, end: SpecialToken.end.id,
        barred: barred, context)
      found[job] = search.translate(SourceBatch(jobs[job].map { sources[$0] }))
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
}
