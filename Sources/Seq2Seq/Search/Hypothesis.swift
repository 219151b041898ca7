/// A translation as found by the search.
public struct Hypothesis: Sendable, Hashable {
  /// Its tokens, without `<s>` and `</s>`.
  public var tokens: [Int32]
  /// log p of all tokens, `</s>` included if it was reached.
  public var logProbability: Float
  /// log p / length^α: what hypotheses are ranked by.
  public var score: Float
  /// False: the limit of length came before `</s>`.
  public var isFinished: Bool
}

/// What the search knows of one sentence.
struct SentenceBeam {
  /// A hypothesis that may grow: `row` is that of its state.
  struct Live {
    var tokens: [Int32]
    var logProbability: Float
    var row: Int
  }

  /// The place of the sentence in the batch.
  let sentence: Int
  let limit: Int
  var live: [Live]
  var finished: [Hypothesis] = []

  /// A continuation of a live hypothesis.
  struct Candidate {
    var parent: Int
    var word: Int32
    var logProbability: Float
  }

  /// Takes one step's continuations, best first, and keeps the best `beam` that can grow.
  mutating func advance(_ candidates: [Candidate], end: Int32, _ options: SearchOptions) {
    var next: [Live] = []
    var rank = 0
    for candidate in candidates {
      let parent = live[candidate.parent]
      if candidate.word == end {
        // Only what is among the best `beam` counts, or a hopeless end would crowd out good hypotheses.
        if rank < options.beam {
          finish(parent.tokens, candidate.logProbability, length: parent.tokens.count + 1, options)
        }
      } else if options.guardsRepetition
        && RepetitionGuard.isLoop(parent.tokens, next: candidate.word)
      {
        continue
      } else if next.count < options.beam {
        next.append(
          Live(
            tokens: parent.tokens + [candidate.word], logProbability: candidate.logProbability,
            row: parent.row))
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

  private mutating func finish(
    _ tokens: [Int32], _ logProbability: Float, length: Int, _ options: SearchOptions
  ) {
    finished.append(
      Hypothesis(
        tokens: tokens, logProbability: logProbability,
        score: options.score(logProbability, length: length), isFinished: true))
  }

  /// Takes the live hypotheses as they are.
  private mutating func cutOff(_ options: SearchOptions) {
    for hypothesis in live {
      finished.append(
        Hypothesis(
          tokens: hypothesis.tokens, logProbability: hypothesis.logProbability,
          score: options.score(hypothesis.logProbability, length: hypothesis.tokens.count),
          isFinished: false))
    }
  }

  /// Whether the search of this sentence is over after `length` steps; sorts the result if so.
  ///
  /// The best hypothesis does not depend on how many are asked for: by then none can overtake it.
  mutating func isOver(length: Int, _ options: SearchOptions) -> Bool {
    if length >= limit && finished.count < max(1, options.nBest) { cutOff(options) }
    guard live.isEmpty || length >= limit || isEnough(length, options) || isDecided(options)
    else { return false }
    finished = finished.enumerated().sorted { isBetter($0, $1) }.map(\.element)
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
  /// Their number alone says little: where the model is sure of its words all hypotheses but one are
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
    return worst >= options.score(hope, length: limit + 1)
  }
}
