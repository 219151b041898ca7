import Platform

/// Divides lines into words, in which case is marked if it is to be, and maps each word to its numbers.
///
/// What a chunk between two spaces becomes depends on the rest of the line only by whether a sentence begins there,
/// unless the line has words in capitals one after the other, no capital, or the capitals of a title. So a chunk that
/// was seen before is looked up as a whole. Other lines are marked as a whole, which gives the same numbers in any case.
struct CasedSegmenter: ~Copyable, Sendable {
  private var segmenter: LineSegmenter
  /// Nil if case is spelled.
  let marker: CaseMarker?
  private var chunks = SegmentCache(mostSlotBits: 16)
  private var composed: [UInt8] = []

  init(locale: String, knownForms: KnownForms?) throws(TokenizerError) {
    let segmenter = try LineSegmenter(locale: locale, hasCaseMarks: knownForms != nil)
    marker = try CaseMarker(knownForms, locale: locale)
    self.segmenter = segmenter
  }

  // MARK: - Lines as a whole

  /// The line with case marks, or as it is if case is spelled.
  func marked(_ line: String) -> String {
    marker?.marked(Normalizer.normalizeWithoutMarks(line)) ?? line
  }

  /// The line to be translated, as ``CaseMarker`` reads it.
  func reading(of line: String) -> CaseMarker.Reading {
    marker?.reading(of: Normalizer.normalizeWithoutMarks(line)) ?? .init(marked: line)
  }

  /// Appends the numbers of a line in which case is marked.
  mutating func append(
    marked line: String, to numbers: inout [Int32], isCaching: Bool = true,
    number: LineSegmenter.Numbering
  ) {
    segmenter.append(line, to: &numbers, isCaching: isCaching, number: number)
  }

  // MARK: - Lines by their chunks

  /// Appends the numbers of a line; `number` must always append the same numbers for the same word.
  mutating func append(
    _ line: String, to numbers: inout [Int32], number: LineSegmenter.Numbering
  ) {
    if appendChunks(of: line, to: &numbers, isRead: false, number: number) { return }
    append(marked: marked(line), to: &numbers, number: number)
  }

  /// The same for a line to be translated; returns whether it is in capitals throughout.
  mutating func read(
    _ line: String, to numbers: inout [Int32], number: LineSegmenter.Numbering
  ) -> Bool {
    if appendChunks(of: line, to: &numbers, isRead: true, number: number) { return false }
    let reading = reading(of: line)
    append(marked: reading.marked, to: &numbers, number: number)
    return reading.isInCapitals
  }

  /// Appends the numbers of a line, a chunk at a time; appends nothing and returns false if that is not possible.
  private mutating func appendChunks(
    of line: String, to numbers: inout [Int32], isRead: Bool, number: LineSegmenter.Numbering
  ) -> Bool {
    guard marker != nil else { return false }
    let first = numbers.count
    var line = CaseMark.removed(from: line)
    // Taken out of `self` while it is in use, so that the closure has exclusive access to `self`.
    var composed = composed
    self.composed = []
    var tally = CaseTally()
    var state = CasedWords.State()
    line.withUTF8Span { text in
      Normalizer.withComposed(text, buffer: &composed) { text in
        Normalizer.forEachChunk(of: text) { chunk in
          tally += append(chunk, &state, to: &numbers, isRead: isRead, number: number)
        }
      }
    }
    self.composed = composed
    let dependsOnAll =
      tally.mayHaveRuns
      || isRead && tally.words > 0 && (tally.isWithoutCapitals || tally.isTitle)
    if dependsOnAll { numbers.removeSubrange(first...) }
    return !dependsOnAll
  }

  private mutating func append(
    _ chunk: Span<UInt8>, _ state: inout CasedWords.State, to numbers: inout [Int32],
    isRead: Bool, number: LineSegmenter.Numbering
  ) -> CaseTally {
    let key = SegmentCache.Key(chunk, kind: UInt8(state.packed << 1 | (isRead ? 1 : 0)))
    if let key, let note = chunks.append(key, to: &numbers) {
      state = CasedWords.State(packed: note & 3)
      return CaseTally(packed: note >> 2)
    }
    let first = numbers.count
    guard let found = marker?.chunk(chunk, after: state, isRead: isRead) else { return CaseTally() }
    segmenter.append(found.marked.span, to: &numbers, number: number)
    state = found.state
    if let key {
      chunks.remember(key, numbers[first...], note: found.tally.packed << 2 | state.packed)
    }
    return found.tally
  }
}

extension CasedWords.State {
  fileprivate var packed: Int { (beginsSentence ? 1 : 0) | (isAfterStop ? 2 : 0) }

  fileprivate init(packed: Int) {
    self.init(beginsSentence: packed & 1 != 0, isAfterStop: packed & 2 != 0)
  }
}
