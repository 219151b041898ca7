package import NeuralNetwork
package import Tokenization

/// Searches for translations of many sentences, on all threads.
package struct ParallelSearch: Sendable {
  /// One network, or those of an ensemble.
  package let members: [SearchMember]
  /// A language model that may have a say.
  let fusion: FusionMember?
  package let workers: Workers
  package let targetTokenizer: Tokenizer
  /// What holds translations to the spans of their sources; nil if the vocabularies have no marks for them.
  private let spans: SpanConstraint?

  package init(
    members: [SearchMember], fusion: FusionMember? = nil, workers: Workers,
    sourceTokenizer: Tokenizer, targetTokenizer: Tokenizer
  ) {
    self.fusion = fusion
    spans = SpanConstraint(
      source: sourceTokenizer.vocabulary, target: targetTokenizer.vocabulary)
    self.members = members
    self.workers = workers
    self.targetTokenizer = targetTokenizer
  }

  /// The model, with a worker's compute state.
  private func model(
    _ compute: ComputeState, worker: Int, _ options: SearchOptions
  ) -> any SearchModel {
    // A vocabulary of whole words needs <unk>; one of pieces never does. What a joint vocabulary has for sources only is no
    // text, either.
    let barred =
      [SpecialToken.start.id] + (targetTokenizer.isLossless ? [SpecialToken.unknown.id] : [])
      + [targetTokenizer.vocabulary.id(of: .synthetic)].compactMap(\.self)
    let bytes = ByteTokens(targetTokenizer.vocabulary)
    let models = members.map {
      $0.model(barred: barred, bytes: bytes, spans: spans, compute, worker: worker)
    }
    let model =
      models.count == 1
      ? models[0] : Ensemble(members: models, weights: options.modelShares(of: models.count))
    guard let fusion, options.fusion != 0 else { return model }
    return fusion.fused(with: model, weight: options.fusion, worker: worker)
  }

  /// The hypotheses of each sentence, in the order of `sources`; none for an empty one.
  ///
  /// `prefixes` are the tokens that each sentence's translations begin with; empty: no sentence has any. `terms` are the
  /// phrases that they have to say; sentences with such phrases are searched for by themselves.
  package func hypotheses(
    _ sources: [[Int32]], prefixes: [[Int32]] = [], terms: [TermPhrases?] = [],
    _ options: SearchOptions
  ) -> [[Hypothesis]] {
    let jobs = batches(sources, terms, options)
    let found = PerWorker(count: jobs.count, initial: [[Hypothesis]]())
    workers.forEach(jobs.count) { compute, job, worker in
      let sentences = SentenceGroup(
        sources: jobs[job].map { sources[$0] },
        prefixes: prefixes.isEmpty ? [] : jobs[job].map { prefixes[$0] },
        terms: terms.isEmpty ? [] : jobs[job].compactMap { terms[$0] })
      found[job] = hypotheses(of: sentences, options, compute, worker: worker)
    }
    var results = [[Hypothesis]](repeating: [], count: sources.count)
    for (job, indices) in jobs.enumerated() {
      for (index, hypotheses) in zip(indices, found[job]) { results[index] = hypotheses }
    }
    return results
  }

  /// The hypotheses of sentences searched together, on the calling worker's thread.
  func hypotheses(
    of sentences: SentenceGroup, _ options: SearchOptions, _ compute: ComputeState, worker: Int
  ) -> [[Hypothesis]] {
    let search = BeamSearch(
      model(compute, worker: worker, options), options: options,
      start: SpecialToken.start.id,
      end: SpecialToken.end.id)
    return search.translate(
      SourceBatch(sentences.sources), prefixes: sentences.prefixes, terms: sentences.terms,
      isAbandoned: sentences.isAbandoned)
  }

  /// Groups of sentences of similar length, longest first, so that no thread ends long after the others.
  private func batches(
    _ sources: [[Int32]], _ terms: [TermPhrases?], _ options: SearchOptions
  ) -> [[Int]] {
    let spoken = sources.count { !$0.isEmpty }
    let share = (spoken + workers.count - 1) / workers.count
    return Self.groups(sources, terms, size: min(options.batch, share))
  }

  /// Groups of at most `size` sentences of similar length, longest first, without empty ones.
  ///
  /// A group's sentences have terms, or none has any: those with terms are searched for in another way.
  static func groups(_ sources: [[Int32]], _ terms: [TermPhrases?] = [], size: Int) -> [[Int]] {
    let order = sources.indices.filter { !sources[$0].isEmpty }.sorted {
      (sources[$1].count, $0) < (sources[$0].count, $1)
    }
    if terms.isEmpty { return groups(order, size: size) }
    return groups(order.filter { terms[$0] != nil }, size: size)
      + groups(order.filter { terms[$0] == nil }, size: size)
  }

  private static func groups(_ order: [Int], size: Int) -> [[Int]] {
    let size = max(1, size)
    return stride(from: 0, to: order.count, by: size).map { start in
      Array(order[start..<min(start + size, order.count)])
    }
  }

  /// log p of each token of given translations, `</s>` included; none where a side is empty.
  package func logProbabilities(_ pairs: [EncodedPair]) -> [[Float]] {
    logProbabilitiesByModel(pairs).map { byModel in
      (byModel.first ?? []).indices.map { token in
        ProbabilityMean.logMean(byModel.map { $0[token] })
      }
    }
  }

  /// The same by each model; none where a side is empty.
  func logProbabilitiesByModel(_ pairs: [EncodedPair]) -> [[[Float]]] {
    let results = PerWorker(count: pairs.count, initial: [[Float]]())
    workers.forEach(pairs.count) { compute, index, worker in
      let pair = pairs[index]
      if pair.source.isEmpty || pair.target.isEmpty { return }
      results[index] = members.map { member in
        let compute = member.computeState(compute, worker: worker)
        compute.reset()
        var tokens: [Float] = []
        _ = member.network.loss(Shard([pair]), compute) { _, nll in tokens.append(-nll) }
        return tokens
      }
    }
    return pairs.indices.map { results[$0] }
  }
}

/// Sentences that one thread searches together.
struct SentenceGroup {
  /// None of them empty.
  var sources: [[Int32]]
  /// One per sentence, or empty.
  var prefixes: [[Int32]] = []
  /// One per sentence, or empty.
  var terms: [TermPhrases] = []
  /// Whether nobody waits any more for the translation of a sentence, by its index.
  var isAbandoned: (Int) -> Bool = { _ in false }
}
