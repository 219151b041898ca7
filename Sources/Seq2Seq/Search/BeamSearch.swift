package import NeuralNetwork

/// Beam search over a batch of sentences at once; with a beam of 1, greedy search.
///
/// Or, if the options say so, the drawing of samples. All hypotheses of all sentences are rows of one batch. Sentences that are done leave it. A row's
/// numbers do not depend on the other rows, so neither does a translation.
package struct BeamSearch {
  private let models: [SearchModel]
  private let options: SearchOptions
  private let start: Int32
  private let end: Int32
  private let vocabulary: Int

  /// - Parameter barred: ids that no translation may hold.
  package init(
    network: Network, options: SearchOptions, start: Int32, end: Int32, barred: [Int32],
    shortlist: Shortlist? = nil, _ compute: ComputeState
  ) {
    self.init(
      [SearchModel(network, barred: barred, shortlist: shortlist, compute)], options: options,
      start: start, end: end)
  }

  /// Searches with an ensemble of models that have the same vocabularies.
  init(_ models: [SearchModel], options: SearchOptions, start: Int32, end: Int32) {
    self.models = models
    self.options = options
    self.start = start
    self.end = end
    vocabulary = models[0].network.output.vocabulary
  }

  private var workspace: Workspace { models[0].compute.workspace }

  /// The hypotheses asked for of each sentence, at most `nBest` of each.
  ///
  /// - Parameter prefixes: what each sentence's translations begin with; none: with anything.
  package func translate(_ batch: SourceBatch, prefixes: [[Int32]] = []) -> [[Hypothesis]] {
    var state = EnsembleState(models, batch, beam: options.width)
    let shortlisted = shortlisted(batch, hasPrefixes: !prefixes.isEmpty)
    var results = [[Hypothesis]](repeating: [], count: batch.count)
    var beams = (0..<batch.count).map { beam(of: $0, batch, prefixes) }
    var length = 0
    while !beams.isEmpty {
      length += 1
      expand(&beams, &state, batch, shortlisted, hasPrefixes: !prefixes.isEmpty)
      for index in beams.indices.reversed()
      where beams[index].isOver(length: length, options) {
        results[beams[index].sentence] = Array(beams[index].finished.prefix(max(1, options.nBest)))
        beams.remove(at: index)
      }
      state.select(&beams)
    }
    return results
  }

  /// The output layer for these sentences' likely tokens alone, if that is asked for and can be.
  private func shortlisted(_ batch: SourceBatch, hasPrefixes: Bool) -> ShortlistedOutput? {
    guard options.shortlist > 0, !needsEveryProbability, !hasPrefixes,
      let shortlist = models[0].shortlist
    else { return nil }
    return ShortlistedOutput(models[0], shortlist, count: options.shortlist, batch)
  }

  /// A sentence before the first token.
  private func beam(of sentence: Int, _ batch: SourceBatch, _ prefixes: [[Int32]]) -> SentenceBeam {
    let prefix = prefixes.isEmpty ? [] : prefixes[sentence]
    var live = [SentenceBeam.Live(tokens: [], logProbability: 0, row: sentence)]
    if let sampling = options.sampling {
      let source = batch.sentence(sentence)
      live = (0..<options.width).map { sample in
        SentenceBeam.Live(
          tokens: [], logProbability: 0, row: sentence, sample: sample,
          generator: sampling.generator(sentence: source, sample: sample))
      }
    }
    let tokens = Int(batch.lengths[sentence]) - 1
    return SentenceBeam(
      sentence: sentence, limit: options.limit(sourceTokens: tokens, prefix: prefix.count),
      prefix: prefix, live: live)
  }

  /// One step of all live hypotheses.
  ///
  /// - Parameter hasPrefixes: whether any sentence can have one. All then take the same way, since a
  ///   translation must not depend, not in its last bit, on what the sentences beside it have.
  private func expand(
    _ beams: inout [SentenceBeam], _ state: inout EnsembleState, _ batch: SourceBatch,
    _ shortlisted: ShortlistedOutput?, hasPrefixes: Bool
  ) {
    let marks = models.map(\.compute.workspace.mark)
    let tokens = workspace.integers(state.rows)
    for beam in beams {
      for hypothesis in beam.live { tokens[hypothesis.row] = hypothesis.tokens.last ?? start }
    }
    if needsEveryProbability || hasPrefixes {
      let next = state.logProbabilities(tokens)
      keepAttention(&beams, state, batch)
      advance(&beams, next)
    } else if let shortlisted {
      let outputs = state.outputs(tokens)
      keepAttention(&beams, state, batch)
      advance(&beams, shortlisted, outputs)
    } else {
      let logits = state.logits(tokens)
      keepAttention(&beams, state, batch)
      let top = TopTokens(logits, bias: models[0].bias, k: k, models[0].compute)
      for index in beams.indices {
        let candidates = candidates(of: beams[index], top) { top.score(row: $0, $1) }
        beams[index].advance(candidates, end: end, options)
      }
    }
    for (model, mark) in zip(models, marks) { model.compute.workspace.release(to: mark) }
  }

  /// The step by the likely tokens of each sentence.
  private func advance(
    _ beams: inout [SentenceBeam], _ shortlisted: ShortlistedOutput, _ outputs: Matrix
  ) {
    var sentences = [Int](repeating: 0, count: outputs.rows)
    for beam in beams {
      for hypothesis in beam.live { sentences[hypothesis.row] = beam.sentence }
    }
    let top = shortlisted.best(outputs, sentences: sentences, k: k)
    for index in beams.indices {
      var candidates = candidates(of: beams[index], top) { top.score(row: $0, $1) }
      for position in candidates.indices {
        candidates[position].token = shortlisted.token(
          candidates[position].token, of: beams[index].sentence)
      }
      beams[index].advance(candidates, end: end, options)
    }
  }

  /// Whether the best tokens alone are not enough to go by.
  private var needsEveryProbability: Bool {
    models.count > 1 || options.sampling != nil || options.noRepeatNGram > 0
  }

  /// Enough tokens that, all ends and loops put aside, a full beam remains, unless it is a very wide one.
  private var k: Int { min(2 * options.beam, vocabulary, TopTokens.most) }

  /// Notes where each live hypothesis looked for its next token.
  private func keepAttention(
    _ beams: inout [SentenceBeam], _ state: EnsembleState, _ batch: SourceBatch
  ) {
    guard options.needsAttention, state.hasAttention else { return }
    for index in beams.indices {
      let length = Int(batch.lengths[beams[index].sentence])
      for position in beams[index].live.indices {
        let weights = state.attention(row: beams[index].live[position].row, length: length)
        beams[index].live[position].attention.append(weights)
      }
    }
  }

  /// The step by log p of every token by each model, `[rows, V]`.
  private func advance(_ beams: inout [SentenceBeam], _ models: [Matrix]) {
    for logProbabilities in models {
      for beam in beams {
        for hypothesis in beam.live {
          beam.strikeBarred(for: hypothesis, from: logProbabilities.row(hypothesis.row), options)
        }
      }
    }
    ProbabilityMean.form(models, best: options.sampling == nil ? k : nil, self.models[0].compute)
    let logProbabilities = models[0]
    if let sampling = options.sampling {
      for index in beams.indices {
        let drawn = draw(&beams[index], logProbabilities, sampling)
        beams[index].advance(drawn: drawn, end: end, options)
      }
      return
    }
    let bias = [Float](repeating: 0, count: vocabulary)
    let top = TopTokens(logProbabilities, bias: bias, k: k, self.models[0].compute)
    for index in beams.indices {
      // What was struck must not make the rest more probable, so the scores are not `top`'s.
      let candidates = candidates(of: beams[index], top) { row, rank in
        logProbabilities.row(row)[Int(top.token(row: row, rank))]
      }
      beams[index].advance(candidates, end: end, options)
    }
  }

  /// A token for each live hypothesis.
  private func draw(
    _ beam: inout SentenceBeam, _ logProbabilities: Matrix, _ sampling: SamplingOptions
  ) -> [SentenceBeam.Candidate] {
    beam.live.indices.compactMap { position in
      guard var generator = beam.live[position].generator else { return nil }
      let row = logProbabilities.row(beam.live[position].row).values
      let token = sampling.draw(row, using: &generator)
      beam.live[position].generator = generator
      return .init(
        parent: position, token: token,
        logProbability: beam.live[position].logProbability + row[Int(token)])
    }
  }

  /// The continuations of a sentence's hypotheses, best first; of equals, the first hypothesis' first.
  private func candidates(
    of beam: SentenceBeam, _ top: TopTokens, score: (_ row: Int, _ rank: Int) -> Float
  ) -> [SentenceBeam.Candidate] {
    var result: [SentenceBeam.Candidate] = []
    result.reserveCapacity(beam.live.count * top.k)
    for (parent, hypothesis) in beam.live.enumerated() {
      for rank in 0..<top.k {
        let score = score(hypothesis.row, rank)
        if score == -.infinity { break }
        result.append(
          .init(
            parent: parent, token: top.token(row: hypothesis.row, rank),
            logProbability: hypothesis.logProbability + score))
      }
    }
    if beam.live.count == 1 { return result }
    let order = result.indices.sorted {
      (result[$1].logProbability, $0) < (result[$0].logProbability, $1)
    }
    return order.map { result[$0] }
  }
}
