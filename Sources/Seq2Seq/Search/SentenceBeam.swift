internal import NeuralNetwork

/// What the search knows of one sentence.
struct SentenceBeam {
  /// A hypothesis that may grow: `row` is that of its state.
  struct Live {
    var tokens: [Int32]
    var logProbability: Float
    var row: Int
    /// By step, where it looked; empty unless that is kept.
    var attention: [[Float]] = []
    /// Which of the sentence's samples it is, and what draws its tokens.
    var sample = 0
    var generator: SeededGenerator?

    func adding(_ token: Int32, _ logProbability: Float) -> Live {
      var result = self
      result.tokens.append(token)
      result.logProbability = logProbability
      return result
    }
  }

  /// The place of the sentence in the batch.
  let sentence: Int
  let maximumTokens: Int
  /// What every translation begins with.
  var prefix: [Int32] = []
  var live: [Live]
  var finished: [Hypothesis] = []

  /// A continuation of a live hypothesis.
  struct Candidate {
    var parent: Int
    var token: Int32
    var logProbability: Float
  }

  /// Strikes the tokens that a hypothesis cannot go on with, by setting their log p to -∞.
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
    for token in RepeatedNGrams.completions(of: tokens, n: options.noRepeatNGram) {
      logProbabilities[Int(token)] = -.infinity
    }
    // Beam search passes over loops among its candidates; a draw must not come upon them at all.
    guard options.sampling != nil, options.guardsRepetition else { return }
    for token in Set(tokens.suffix(RepetitionGuard.longestBlock))
    where RepetitionGuard.isLoop(tokens, next: token) {
      logProbabilities[Int(token)] = -.infinity
    }
  }

  /// Takes one step's continuations, best first, and keeps the best `beam` that can grow.
  mutating func advance(_ candidates: [Candidate], end: Int32, _ options: SearchOptions) {
    var next: [Live] = []
    var rank = 0
    for candidate in candidates {
      let parent = live[candidate.parent]
      if candidate.token == end {
        // Only what is among the best `beam` counts, or a hopeless end would crowd out good hypotheses.
        if rank < options.beam {
          finish(parent, candidate.logProbability, options)
        }
      } else if options.guardsRepetition && parent.tokens.count >= prefix.count
        && RepetitionGuard.isLoop(parent.tokens, next: candidate.token)
      {
        continue
      } else if next.count < options.beam {
        next.append(parent.adding(candidate.token, candidate.logProbability))
      }
      rank += 1
      if rank >= options.beam && next.count == options.beam { break }
    }
    if next.isEmpty && finished.isEmpty {
      // Every way on is a loop: what stands is the answer.
      cutOff(options)
    }
    live = next
  }

  /// Takes the tokens drawn for the live hypotheses, one each.
  mutating func advance(drawn: [Candidate], end: Int32, _ options: SearchOptions) {
    var next: [Live] = []
    for candidate in drawn {
      let parent = live[candidate.parent]
      if candidate.token == end {
        finish(parent, candidate.logProbability, options)
      } else {
        next.append(parent.adding(candidate.token, candidate.logProbability))
      }
    }
    live = next
  }

  private mutating func finish(
    _ live: Live, _ logProbability: Float, _ options: SearchOptions
  ) {
    let score =
      options.score(logProbability, length: live.tokens.count + 1)
      + options.coverage(live.attention)
    finished.append(
      Hypothesis(
        tokens: live.tokens, logProbability: logProbability, score: score, isFinished: true,
        attention: live.attention, sample: live.sample))
  }

  /// Takes the live hypotheses as they are.
  private mutating func cutOff(_ options: SearchOptions) {
    for hypothesis in live {
      let length = hypothesis.tokens.count
      // Where the search looked for a token that came to nothing belongs to no token.
      let attention = Array(hypothesis.attention.prefix(length))
      let score =
        options.score(hypothesis.logProbability, length: length) + options.coverage(attention)
      finished.append(
        Hypothesis(
          tokens: hypothesis.tokens, logProbability: hypothesis.logProbability, score: score,
          isFinished: false, attention: attention, sample: hypothesis.sample))
    }
  }

  /// Whether the search of this sentence is over after `length` steps; sorts the result if so.
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

  /// Whether all samples are drawn; puts them in order if so.
  private mutating func areSamplesOver(_ length: Int, _ options: SearchOptions) -> Bool {
    if length >= maximumTokens { cutOff(options) }
    guard live.isEmpty || length >= maximumTokens else { return false }
    finished.sort { $0.sample < $1.sample }
    return true
  }

  /// Finished ones first, then by score, then the one found first.
  private func isBetter(
    _ a: (offset: Int, element: Hypothesis), _ b: (offset: Int, element: Hypothesis)
  ) -> Bool {
    if a.element.isFinished != b.element.isFinished { return a.element.isFinished }
    if a.element.score != b.element.score { return a.element.score > b.element.score }
    return a.offset < b.offset
  }

  /// Whether as many are finished as the beam is wide, and no live one is better so far.
  ///
  /// Their number alone says little: where the model is sure of its tokens all hypotheses but one are
  /// hopeless, and their ends soon make up the number, long before the good one comes to its own.
  private func isEnough(_ length: Int, _ options: SearchOptions) -> Bool {
    guard finished.count >= options.beam else { return false }
    if options.beam == 1 { return true }
    guard let best = finished.map(\.score).max(), let hope = live.map(\.logProbability).max()
    else { return true }
    return best >= options.score(hope, length: length)
  }

  /// Whether no live hypothesis can still score better than the finished ones that are asked for.
  private func isDecided(_ options: SearchOptions) -> Bool {
    let asked = max(1, options.nBest)
    guard finished.count >= asked, let hope = live.map(\.logProbability).max() else { return false }
    let worst = finished.map(\.score).sorted(by: >)[asked - 1]
    return worst >= options.score(hope, length: maximumTokens + 1)
  }
}
