/// The greedy search for the shifts of phrases that make a hypothesis most like a reference.
///
/// The rules are Tercom's as sacreBLEU restates them, arbitrary limits included, for any other
/// choice of shifts gives other scores: phrases of at most 10 words that occur in the reference
/// at most 50 words away, at most 1,000 tries a segment.
struct ShiftSearch {
  private static let longestPhrase = 10
  private static let longestDistance = 50
  private static let mostTries = 1000

  private var distances: BeamEditDistance
  private var tries = 0

  /// The number of shifts and of edits after them that turn a hypothesis into a reference.
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

  /// A shift with what decides between shifts.
  private struct Candidate {
    /// How many edits it saves.
    let gain: Int
    let shift: Shift

    /// More gain first, then the longer phrase, the earlier phrase and the earlier target.
    func isBetter(than other: Candidate) -> Bool {
      if gain != other.gain { return gain > other.gain }
      if shift.length != other.shift.length { return shift.length > other.shift.length }
      if shift.start != other.shift.start { return shift.start < other.shift.start }
      return shift.target < other.shift.target
    }
  }

  /// The best of all shifts, or of those tried before the limit; nil if there is none.
  private mutating func bestShift() -> Candidate? {
    let alignment = distances.alignment()
    var best: Candidate?
    for start in 0..<distances.hypothesis.count {
      for position in 0..<distances.reference.count
      where abs(position - start) <= Self.longestDistance {
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

  /// Tries to move a phrase before, or behind each word of, the place where the reference has it.
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

  /// How many words are the same from `start` in the hypothesis and `position` in the reference.
  private func matchLength(_ start: Int, _ position: Int) -> Int {
    let (hypothesis, reference) = (distances.hypothesis, distances.reference)
    let most = min(
      Self.longestPhrase, hypothesis.count - start, reference.count - position)
    var length = 0
    while length < most, hypothesis[start + length] == reference[position + length] { length += 1 }
    return length
  }
}

/// Words of the hypothesis that the reference has at `position`.
struct Phrase {
  let start: Int
  let position: Int
  let length: Int
}

/// A move of `length` words from `start` to before the word that is at `target`.
struct Shift {
  let start: Int
  let length: Int
  let target: Int

  /// Moves the words, and tells which range they and those that made way for them are in.
  ///
  /// A target within the phrase counts from the words without it: the phrase moves to the right by
  /// as many words as the target is behind its start, or as there are.
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
  /// Puts the elements before `middle` behind the others.
  fileprivate mutating func rotate(toStartAt middle: Int) {
    let rotated = self[middle...] + self[..<middle]
    replaceSubrange(startIndex..<endIndex, with: rotated)
  }
}
