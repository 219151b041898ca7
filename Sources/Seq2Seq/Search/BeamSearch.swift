internal import NeuralNetwork

/// Beam search over a batch of sentences.
///
/// A beam of 1 is greedy search; with ``SearchOptions/sampling``, samples are drawn instead.
///
/// All hypotheses of all sentences are rows of one batch. Sentences that are finished leave it. A row's
/// numbers do not depend on the other rows, so neither does a translation.
package struct BeamSearch {
  private let model: any SearchModel
  private let options: SearchOptions
  private let start: Int32
  private let end: Int32

  package init(_ model: any SearchModel, options: SearchOptions, start: Int32, end: Int32) {
    self.model = model
    self.options = options
    self.start = start
    self.end = end
  }

  /// Translates a batch of sentences.
  ///
  /// - Parameters:
  ///   - batch: the sentences.
  ///   - prefixes: the tokens that each sentence's translations begin with; empty: no sentence has any.
  ///   - terms: the phrases that each sentence's translations have to say; empty: no sentence has any.
  ///   - isAbandoned: called for each sentence after each time step; if true, the sentence leaves the
  ///     batch with what was found so far.
  /// - Returns: at most `nBest` hypotheses per sentence.
  package func translate(
    _ batch: SourceBatch, prefixes: [[Int32]] = [], terms: [TermPhrases] = [],
    isAbandoned: (Int) -> Bool = { _ in false }
  ) -> [[Hypothesis]] {
    // If any sentence can have a prefix or terms, all are searched in the same way: a translation must not
    // depend on the sentences beside it, not even in its last bit.
    let needsAll = needsEveryProbability || !prefixes.isEmpty || !terms.isEmpty
    var decoder = model.start(
      batch, beam: terms.reduce(options.width) { max($0, $1.banks(beam: options.beam).width) },
      shortlist: needsAll ? 0 : options.shortlist)
    var results = [[Hypothesis]](repeating: [], count: batch.count)
    var beams = (0..<batch.count).map {
      beam(
        of: $0, batch, prefix: prefixes.isEmpty ? [] : prefixes[$0],
        terms.isEmpty ? nil : terms[$0])
    }
    var length = 0
    while !beams.isEmpty {
      length += 1
      expand(&beams, &decoder, batch, needsAll: needsAll)
      for index in beams.indices.reversed()
      where beams[index].isOver(length: length, options) || isAbandoned(beams[index].sentence) {
        results[beams[index].sentence] = Array(beams[index].finished.prefix(max(1, options.nBest)))
        beams.remove(at: index)
      }
      select(&beams, &decoder)
    }
    return results
  }

  /// Renumbers the rows of the live hypotheses, and keeps only these.
  private func select(_ beams: inout [SentenceBeam], _ decoder: inout any SearchDecoder) {
    var rows: [Int] = []
    var sentences: [Int] = []
    for index in beams.indices {
      for position in beams[index].live.indices {
        rows.append(beams[index].live[position].row)
        sentences.append(beams[index].sentence)
        beams[index].live[position].row = rows.count - 1
      }
    }
    decoder.select(rows, sentences: sentences)
  }

  /// The beam of a sentence before the first token.
  private func beam(
    of sentence: Int, _ batch: SourceBatch, prefix: [Int32], _ terms: TermPhrases?
  ) -> SentenceBeam {
    let owed = model.spans?.marks(of: batch.sentence(sentence)) ?? OwedMarks()
    var live = [SentenceBeam.Live(tokens: [], logProbability: 0, row: sentence, owed: owed)]
    if let sampling = options.sampling {
      let source = batch.sentence(sentence)
      live = (0..<options.width).map { sample in
        SentenceBeam.Live(
          tokens: [], logProbability: 0, row: sentence, owed: owed, sample: sample,
          generator: sampling.generator(sentence: source, sample: sample))
      }
    }
    let tokens = Int(batch.lengths[sentence]) - 1
    return SentenceBeam(
      sentence: sentence,
      maximumTokens: max(
        options.maximumTokens(sourceTokens: tokens, prefix: prefix.count),
        prefix.count + owed.count + (terms?.tokenCount ?? 0)),
      bytes: model.bytes, spans: model.spans, terms: terms, prefix: prefix, live: live)
  }

  /// Extends all live hypotheses by one time step.
  private func expand(
    _ beams: inout [SentenceBeam], _ decoder: inout any SearchDecoder, _ batch: SourceBatch,
    needsAll: Bool
  ) {
    let live = beams.flatMap(\.live)
    // All samples of a sentence begin in its one row.
    let rows = live.reduce(0) { max($0, $1.row + 1) }
    var tokens = [Int32](repeating: start, count: rows)
    for hypothesis in live { tokens[hypothesis.row] = hypothesis.tokens.last ?? start }
    if !needsAll {
      let allowed = beams.flatMap { beam in beam.live.compactMap { beam.allowed(after: $0) } }
      let top = decoder.step(tokens, best: k, among: allowed)
      keepAttention(&beams, decoder, batch)
      advance(&beams, top, language: decoder.languageLogProbabilities)
      return
    }
    // Terms are seldom among the best.
    let best = options.sampling == nil && beams.allSatisfy { $0.terms == nil } ? k : nil
    let logProbabilities = decoder.logProbabilities(after: tokens, best: best) { all in
      for beam in beams {
        for hypothesis in beam.live {
          beam.strikeBarred(for: hypothesis, from: all.row(hypothesis.row), options)
        }
      }
    }
    keepAttention(&beams, decoder, batch)
    if let sampling = options.sampling {
      for index in beams.indices {
        let drawn = draw(
          &beams[index], logProbabilities, decoder.languageLogProbabilities, sampling)
        beams[index].advance(drawn: drawn, end: end, options)
      }
    } else {
      let top = TopTokens(logProbabilities: logProbabilities, k: k, decoder.workspace)
      advance(&beams, top, logProbabilities, language: decoder.languageLogProbabilities)
    }
  }

  /// Extends the hypotheses of a beam search by the best next tokens.
  ///
  /// `all` are log p of all tokens, which terms need; `language` those of a language model.
  private func advance(
    _ beams: inout [SentenceBeam], _ top: TopTokens, _ all: Matrix? = nil, language: Matrix?
  ) {
    for index in beams.indices {
      var candidates = candidates(of: beams[index], top, all)
      if let language {
        for place in candidates.indices {
          let parent = beams[index].live[candidates[place].parent]
          candidates[place].languageLogProbability =
            language[parent.row, Int(candidates[place].token)]
        }
      }
      beams[index].advance(candidates, end: end, options)
    }
  }

  /// Whether the search needs the probabilities of all tokens, not only of the best.
  private var needsEveryProbability: Bool {
    options.sampling != nil || options.noRepeatNGram > 0
  }

  /// Candidates per hypothesis: enough to fill the beam without ends and loops, unless it is very wide.
  private var k: Int { min(2 * options.beam, model.vocabulary, TopTokens.most) }

  /// Adds the attention weights of this time step to each live hypothesis.
  private func keepAttention(
    _ beams: inout [SentenceBeam], _ decoder: any SearchDecoder, _ batch: SourceBatch
  ) {
    guard options.needsAttention else { return }
    for index in beams.indices {
      let length = Int(batch.lengths[beams[index].sentence])
      for position in beams[index].live.indices {
        let row = beams[index].live[position].row
        guard let weights = decoder.attention(row: row, length: length) else { return }
        beams[index].live[position].attention.append(weights)
      }
    }
  }

  /// Draws a token for each live hypothesis.
  private func draw(
    _ beam: inout SentenceBeam, _ logProbabilities: Matrix, _ language: Matrix?,
    _ sampling: SamplingOptions
  ) -> [SentenceBeam.Candidate] {
    beam.live.indices.compactMap { position in
      guard var generator = beam.live[position].generator else { return nil }
      let number = beam.live[position].row
      let row = logProbabilities.row(number).values
      var token = sampling.draw(row, using: &generator)
      // A sample that would end says its terms first.
      if token == end, let next = beam.nextOfTerms(beam.live[position]).first { token = next }
      beam.live[position].generator = generator
      return .init(
        parent: position, token: token,
        logProbability: beam.live[position].logProbability + row[Int(token)],
        languageLogProbability: language?[number, Int(token)] ?? 0)
    }
  }

  /// The continuations of a sentence's hypotheses, best first; among equals, in the hypotheses' order.
  private func candidates(
    of beam: SentenceBeam, _ top: TopTokens, _ all: Matrix?
  ) -> [SentenceBeam.Candidate] {
    var result: [SentenceBeam.Candidate] = []
    result.reserveCapacity(beam.live.count * top.k)
    for (parent, hypothesis) in beam.live.enumerated() {
      if let all, beam.owesTerms(hypothesis) {
        addTerms(to: &result, of: beam, parent, top, all)
        continue
      }
      for rank in 0..<top.k {
        let score = top.score(row: hypothesis.row, rank)
        if score == -.infinity { break }
        result.append(
          .init(
            parent: parent, token: top.token(row: hypothesis.row, rank),
            logProbability: hypothesis.logProbability + score))
      }
    }
    if beam.live.count == 1 && beam.terms == nil { return result }
    let order = result.indices.sorted {
      (result[$1].logProbability, $0) < (result[$0].logProbability, $1)
    }
    return order.map { result[$0] }
  }

  /// Adds the continuations of a hypothesis that owes terms: the best ones, and those that say the terms.
  ///
  /// Where it would best end, it can only say terms.
  private func addTerms(
    to result: inout [SentenceBeam.Candidate], of beam: SentenceBeam, _ parent: Int,
    _ top: TopTokens, _ all: Matrix
  ) {
    let hypothesis = beam.live[parent]
    let row = hypothesis.row
    let wouldEnd = top.token(row: row, 0) == end && top.score(row: row, 0) > -.infinity
    func add(_ token: Int32, _ score: Float) {
      result.append(
        .init(
          parent: parent, token: token, logProbability: hypothesis.logProbability + score))
    }
    var wanted = beam.nextOfTerms(hypothesis)
    // After "l'", a word with a space before it looks wrong; but if nothing else may follow, it has to.
    if !wouldEnd, !hypothesis.said.isOpen, let last = hypothesis.tokens.last,
      beam.terms?.boundaries.elisions.contains(last) == true,
      top.score(row: row, 0) > -.infinity, !wanted.contains(top.token(row: row, 0))
    {
      wanted = []
    }
    for token in wanted {
      let score = all.row(row)[Int(token)]
      if score > -.infinity { add(token, score) }
    }
    if wouldEnd { return }
    for rank in 0..<top.k {
      let (token, score) = (top.token(row: row, rank), top.score(row: row, rank))
      if score == -.infinity { break }
      if token != end, !wanted.contains(token) { add(token, score) }
    }
  }
}
