/// The greedy search for the shifts of phrases that save most edits from a hypothesis to a reference.
///
/// The rules are those of Tercom as implemented in sacreBLEU, including their arbitrary limits, because other shifts
/// would give other scores. A phrase has at most 10 words and occurs in the reference at most 50 words away, and there
/// are at most 1,000 tries per segment.
struct ShiftSearch {
  private static let longestPhrase = 10
  private static let longestDistance = 50
  private static let mostTries = 1000

  private var distances: BeamEditDistance
  private var tries = 0

  /// The number of edits, including shifts, that turn a hypothesis into a reference.
  static func edits(from hypothesis: [UInt32], to reference: [UInt32]) -> Int {
    if hypothesis == reference { return 0 }
    if hypothesis.isEmpty || reference.isEmpty { return max(hypothesis.count, reference.count) }
    var search = ShiftSearch(
      distances: BeamEditDistance(hypothesis: hypothesis, reference: reference))
    return search.run()
  }

  private init(distances: BeamEditDistance) {
    self.distances = distances
  }

  private mutating func run() -> Int {
    var shifts = 0
    while let best = bestShift(), tries < Self.mostTries, best.gain > 0 {
      shifts += 1
      distances.apply(best.shift)
    }
    return shifts + distances.distance
  }

  /// A shift that was tried.
  private struct Candidate {
    /// The number of edits that it saves.
    let gain: Int
    let shift: Shift

    /// Compares by greater gain, then longer phrase, then earlier phrase, then earlier target.
    func isBetter(than other: Candidate) -> Bool {
      if gain != other.gain { return gain > other.gain }
      if shift.length != other.shift.length { return shift.length > other.shift.length }
      if shift.start != other.shift.start { return shift.start < other.shift.start }
      return shift.target < other.shift.target
    }
  }

  /// The best of all shifts, or of those tried before the limit was reached; nil if there are none.
  private mutating func bestShift() -> Candidate? {
    let alignment = distances.alignment()
    var best: Candidate?
    for start in 0..<distances.hypothesis.count {
      for position in near(start) {
        for length in 0..<matchLength(start, position) {
          let phrase = Phrase(start: start, position: position, length: length + 1)
          guard alignment.allowsShift(of: phrase) else { continue }
          tryTargets(of: phrase, alignment, &best)
          if tries >= Self.mostTries { return best }
        }
      }
    }
    return best
  }

  /// The words of the reference that are not too far from a word of the hypothesis.
  private func near(_ start: Int) -> Range<Int> {
    let end = min(distances.reference.count, start + Self.longestDistance + 1)
    return min(end, max(0, start - Self.longestDistance))..<end
  }

  /// Tries to move a phrase to just before its place in the reference, and to after each word of that place.
  private mutating func tryTargets(
    of phrase: Phrase, _ alignment: EditAlignment, _ best: inout Candidate?
  ) {
    var previous = -1
    for position in (phrase.position - 1)..<(phrase.position + phrase.length) {
      let target = position < 0 ? 0 : alignment.hypothesisIndex[position] + 1
      if target == previous { continue }
      previous = target
      tries += 1
      let shift = Shift(start: phrase.start, length: phrase.length, target: target)
      let gain = distances.distance - distances.distance(after: shift)
      let candidate = Candidate(gain: gain, shift: shift)
      if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
    }
  }

  /// The number of equal words from `start` on in the hypothesis and from `position` on in the reference.
  private func matchLength(_ start: Int, _ position: Int) -> Int {
    let (hypothesis, reference) = (distances.hypothesis, distances.reference)
    let most = min(
      Self.longestPhrase, hypothesis.count - start, reference.count - position)
    var length = 0
    while length < most, hypothesis[start + length] == reference[position + length] { length += 1 }
    return length
  }
}

/// Words from `start` on in the hypothesis that also occur at `position` in the reference.
struct Phrase {
  let start: Int
  let position: Int
  let length: Int
}

/// A move of the `length` words at `start` to before the word at `target`.
struct Shift {
  let start: Int
  let length: Int
  let target: Int

  /// Moves the words; returns the range of all words that changed their place.
  ///
  /// If the target is within the phrase, the phrase moves to the right by `target - start` words, or to the end of the
  /// text if that is nearer.
  func move(in words: inout [UInt32]) -> Range<Int> {
    let end = start + length
    if target < start {
      words[target..<end].rotate(toStartAt: start)
      return target..<end
    }
    let last = target > end ? target : min(words.count, target + length)
    words[start..<last].rotate(toStartAt: end)
    return start..<last
  }
}

extension ArraySlice<UInt32> {
  /// Moves the elements before `middle` to the end.
  fileprivate mutating func rotate(toStartAt middle: Int) {
    let rotated = self[middle...] + self[..<middle]
    replaceSubrange(startIndex..<endIndex, with: rotated)
  }
}
