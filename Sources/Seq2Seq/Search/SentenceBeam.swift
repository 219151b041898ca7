internal import NeuralNetwork

/// The search for translations of one sentence.
struct SentenceBeam {
  /// A hypothesis that may grow; `row` is the row of its state.
  struct Live {
    var tokens: [Int32]
    /// With the share of a language model.
    var logProbability: Float
    /// By the language model alone, without its weight.
    var languageLogProbability: Float = 0
    var row: Int
    /// The marks of spans that it has not said yet.
    var owed = OwedMarks()
    /// What it has said of the phrases that the sentence's translations have to say.
    var said = TermProgress()
    /// The attention weights of each time step; empty unless they are kept.
    var attention: [[Float]] = []
    /// With sampling: the number of the sample, and the generator that draws its tokens.
    var sample = 0
    var generator: SeededGenerator?

    func adding(_ candidate: Candidate) -> Live {
      var result = self
      result.tokens.append(candidate.token)
      result.logProbability = candidate.logProbability
      result.languageLogProbability += candidate.languageLogProbability
      return result
    }
  }

  /// The index of the sentence in the batch.
  let sentence: Int
  let maximumTokens: Int
  /// The tokens that are single bytes, if there are any.
  var bytes: ByteTokens?
  /// The marks of spans, if there are any.
  var spans: SpanConstraint?
  /// The phrases that every translation has to say, if there are any.
  var terms: TermPhrases?
  /// The tokens that every translation begins with.
  var prefix: [Int32] = []
  var live: [Live]
  var finished: [Hypothesis] = []

  /// A continuation of a live hypothesis.
  struct Candidate {
    var parent: Int
    var token: Int32
    /// log p of the hypothesis with this token, and with the share of a language model.
    var logProbability: Float
    /// log p of the token by the language model alone.
    var languageLogProbability: Float = 0
  }

  /// The tokens that may follow a hypothesis so that its bytes are UTF-8, and its marks are the sentence's.
  ///
  /// Nil if there are neither bytes nor marks.
  func allowed(after hypothesis: Live) -> AllowedTokens? {
    let room = room(after: hypothesis)
    let marks = spans?.allowed(hypothesis.owed, room: room)
    return bytes?.allowed(after: hypothesis.tokens, room: room, marks: marks)
      ?? marks.map { AllowedTokens(marks: $0) }
  }

  /// The tokens that may follow a hypothesis before its translation is cut off, without those of the terms it owes.
  private func room(after hypothesis: Live) -> Int {
    maximumTokens - hypothesis.tokens.count - (terms?.owed(hypothesis.said) ?? 0)
  }

  /// The tokens by which a hypothesis goes on to say its terms; none if it has said all, or is in the prefix.
  func nextOfTerms(_ hypothesis: Live) -> [Int32] {
    guard let terms, hypothesis.tokens.count >= prefix.count else { return [] }
    return terms.next(hypothesis.said)
  }

  /// Whether a hypothesis cannot end, because it has not said all terms.
  func owesTerms(_ hypothesis: Live) -> Bool { terms?.areOwed(hypothesis.said) ?? false }

  /// What a hypothesis with one more token has said of the terms.
  private func said(_ parent: Live, _ candidate: Candidate) -> TermProgress {
    guard let terms, parent.tokens.count >= prefix.count else { return parent.said }
    return terms.progress(parent.said, after: candidate.token)
  }

  /// A hypothesis with one more token.
  private func extended(_ parent: Live, by candidate: Candidate) -> Live {
    var result = parent.adding(candidate)
    if let spans { result.owed = spans.remaining(result.owed, after: candidate.token) }
    if terms != nil { result.said = said(parent, candidate) }
    return result
  }

  /// Sets log p of the tokens that may not follow a hypothesis to -∞.
  ///
  /// A character that was begun is completed, even if its bytes repeat others. Terms may repeat, too.
  func strikeBarred(
    for hypothesis: Live, from logProbabilities: Vector<Float>,
    _ options: SearchOptions
  ) {
    let tokens = hypothesis.tokens
    if tokens.count < prefix.count {
      let token = Int(prefix[tokens.count])
      let value = logProbabilities[token]
      logProbabilities.fill(-.infinity)
      logProbabilities[token] = value
      return
    }
    let wanted = nextOfTerms(hypothesis).map { token in
      let others = terms?.replaced(by: token, hypothesis.said) ?? []
      return (
        token: Int(token),
        value: others.reduce(logProbabilities[Int(token)]) { max($0, logProbabilities[Int($1)]) }
      )
    }
    if let allowed = allowed(after: hypothesis) {
      allowed.strikeOthers(from: logProbabilities)
      if allowed.isWithinCharacter && !hypothesis.said.isOpen { return }
    }
    strikeRepetitions(for: hypothesis, from: logProbabilities, options)
    guard let terms else { return }
    for token in terms.barred { logProbabilities[Int(token)] = -.infinity }
    if owesTerms(hypothesis), room(after: hypothesis) <= hypothesis.owed.count {
      // There is room for nothing but what is owed.
      if hypothesis.said.isOpen || hypothesis.owed.isEmpty { logProbabilities.fill(-.infinity) }
    } else if hypothesis.said.hasJustSaid {
      for token in terms.boundaries.continuations { logProbabilities[Int(token)] = -.infinity }
    }
    for (token, value) in wanted { logProbabilities[token] = value }
  }

  private func strikeRepetitions(
    for hypothesis: Live, from logProbabilities: Vector<Float>, _ options: SearchOptions
  ) {
    let tokens = hypothesis.tokens
    for token in RepeatedNGrams.completions(of: tokens, n: options.noRepeatNGram) {
      logProbabilities[Int(token)] = -.infinity
    }
    // Beam search skips loops among its candidates; for sampling they must be barred beforehand.
    guard options.sampling != nil, options.guardsRepetition else { return }
    for token in Set(tokens.suffix(RepetitionGuard.longestBlock))
    where RepetitionGuard.isLoop(tokens, next: token) {
      logProbabilities[Int(token)] = -.infinity
    }
  }

  /// Extends the hypotheses by candidates, best first, and keeps the best `beam` that can grow.
  mutating func advance(_ candidates: [Candidate], end: Int32, _ options: SearchOptions) {
    var next: [Live] = []
    var filling = BankFilling(terms?.banks(beam: options.beam) ?? TermBanks(options.beam))
    for candidate in candidates {
      let parent = live[candidate.parent]
      let bank = bank(of: candidate, from: parent, filling.banks)
      if candidate.token == end {
        // Only ends among the best `beam` count: hopeless ends would crowd out good hypotheses.
        if filling.isAmongBest(bank) { finish(parent, candidate, options) }
      } else if isLoop(parent, candidate, options) {
        continue
      } else if filling.hasRoom(bank) {
        filling.keep(bank)
        next.append(extended(parent, by: candidate))
      }
      filling.rank(bank)
      if filling.isComplete { break }
    }
    if next.isEmpty && finished.isEmpty {
      // Every continuation is a loop: the hypotheses are the answer as they are.
      cutOff(options)
    }
    live = next
  }

  /// The bank that a continuation is in; without terms there is one.
  private func bank(of candidate: Candidate, from parent: Live, _ banks: TermBanks) -> Int {
    terms.map { $0.bank(said(parent, candidate), of: banks) } ?? 0
  }

  /// Whether a continuation completes a loop, which is barred unless it completes a character or says a term.
  private func isLoop(_ parent: Live, _ candidate: Candidate, _ options: SearchOptions) -> Bool {
    options.guardsRepetition && parent.tokens.count >= prefix.count
      && RepetitionGuard.isLoop(parent.tokens, next: candidate.token)
      && bytes?.continuation(of: parent.tokens) == nil
      && !nextOfTerms(parent).contains(candidate.token)
  }

  /// Extends the live hypotheses by the tokens drawn for them.
  mutating func advance(drawn: [Candidate], end: Int32, _ options: SearchOptions) {
    var next: [Live] = []
    for candidate in drawn {
      let parent = live[candidate.parent]
      if candidate.token == end {
        finish(parent, candidate, options)
      } else {
        next.append(extended(parent, by: candidate))
      }
    }
    live = next
  }

  /// Makes a hypothesis that ends with a candidate a result.
  private mutating func finish(_ live: Live, _ candidate: Candidate, _ options: SearchOptions) {
    let score =
      options.score(candidate.logProbability, length: live.tokens.count + 1)
      + options.coverage(live.attention)
    let language = live.languageLogProbability + candidate.languageLogProbability
    finished.append(
      Hypothesis(
        tokens: live.tokens, logProbability: options.unfused(candidate.logProbability, language),
        languageLogProbability: language, score: score, isFinished: true,
        attention: live.attention, sample: live.sample))
  }

  /// Makes the live hypotheses results as they are, unfinished, but with all marks and terms.
  private mutating func cutOff(_ options: SearchOptions) {
    for hypothesis in live {
      let length = hypothesis.tokens.count
      // The weights of a time step whose tokens were all rejected belong to no token.
      var attention = Array(hypothesis.attention.prefix(length))
      let score =
        options.score(hypothesis.logProbability, length: length) + options.coverage(attention)
      let rest =
        (terms?.rest(hypothesis.said) ?? []) + (spans?.tokens(of: hypothesis.owed) ?? [])
      if let last = attention.last { attention += rest.map { _ in last } }
      finished.append(
        Hypothesis(
          tokens: hypothesis.tokens + rest,
          logProbability: options.unfused(
            hypothesis.logProbability, hypothesis.languageLogProbability),
          languageLogProbability: hypothesis.languageLogProbability, score: score,
          isFinished: false, attention: attention, sample: hypothesis.sample))
    }
  }

  /// Whether the search for this sentence is over after `length` time steps; if so, sorts the result.
  ///
  /// The best hypothesis does not depend on how many are asked for: by then none can overtake it.
  mutating func isOver(length: Int, _ options: SearchOptions) -> Bool {
    if options.sampling != nil { return areSamplesOver(length, options) }
    if length >= maximumTokens && finished.count < max(1, options.nBest) { cutOff(options) }
    guard live.isEmpty || length >= maximumTokens || isEnough(length, options) || isDecided(options)
    else { return false }
    finished = finished.enumerated().sorted { isBetter($0, $1) }.map(\.element)
    return true
  }

  /// Whether all samples are drawn; if so, sorts them.
  private mutating func areSamplesOver(_ length: Int, _ options: SearchOptions) -> Bool {
    if length >= maximumTokens { cutOff(options) }
    guard live.isEmpty || length >= maximumTokens else { return false }
    finished.sort { $0.sample < $1.sample }
    return true
  }

  /// Orders hypotheses: finished ones first, then by score, then in the order found.
  private func isBetter(
    _ a: (offset: Int, element: Hypothesis), _ b: (offset: Int, element: Hypothesis)
  ) -> Bool {
    if a.element.isFinished != b.element.isFinished { return a.element.isFinished }
    if a.element.score != b.element.score { return a.element.score > b.element.score }
    return a.offset < b.offset
  }

  /// Whether `beam` hypotheses are finished, and no live one is better so far.
  ///
  /// Their number alone is not enough: where the model is sure of its tokens, all hypotheses but one are
  /// hopeless, and `beam` of these soon end, long before the good one does.
  private func isEnough(_ length: Int, _ options: SearchOptions) -> Bool {
    guard finished.count >= options.beam else { return false }
    if options.beam == 1 && terms == nil { return true }
    guard let best = finished.map(\.score).max(), let hope = live.map(\.logProbability).max()
    else { return true }
    return best >= options.score(hope, length: length)
  }

  /// Whether no live hypothesis can still score better than the best `nBest` finished ones.
  private func isDecided(_ options: SearchOptions) -> Bool {
    let asked = max(1, options.nBest)
    guard finished.count >= asked, let hope = live.map(\.logProbability).max() else { return false }
    let worst = finished.map(\.score).sorted(by: >)[asked - 1]
    return worst >= options.score(hope, length: maximumTokens + 1)
  }
}

/// How full the banks of a beam are while it is extended.
private struct BankFilling {
  let banks: TermBanks
  private var kept = SIMD16<Int32>()
  private var ranks = SIMD16<Int32>()

  init(_ banks: TermBanks) { self.banks = banks }

  /// Whether the next continuation of a bank is among as many as the bank has hypotheses.
  func isAmongBest(_ bank: Int) -> Bool { ranks[bank] < banks.quota }
  func hasRoom(_ bank: Int) -> Bool { kept[bank] < banks.quota }
  /// Whether no bank takes another continuation.
  var isComplete: Bool {
    (0..<banks.count).allSatisfy { !isAmongBest($0) && !hasRoom($0) }
  }

  mutating func keep(_ bank: Int) { kept[bank] += 1 }
  /// Says that a continuation of a bank was looked at.
  mutating func rank(_ bank: Int) { ranks[bank] += 1 }
}
