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
  private var chunks: SegmentCache
  private var composed: [UInt8] = []
  private var line = LineChunks()

  init(
    locale: String, knownForms: KnownForms?, caching lines: CachedLines
  ) throws(TokenizerError) {
    chunks = SegmentCache(mostSlotBits: lines.mostSlotBits)
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
    var text = CaseMark.removed(from: line)
    // Taken out of `self` while they are in use, so that the closures have exclusive access to `self`.
    var (composed, line) = (composed, self.line)
    (self.composed, self.line) = ([], LineChunks())
    text.withUTF8Span { text in
      Normalizer.withComposed(text, buffer: &composed) {
        line.find(
          in: $0, first: CasedWords.State().kind(isRead),
          others: CasedWords.State.insideSentence.kind(isRead))
      }
    }
    numbers.reserveCapacity(numbers.count + line.bytes.count / 3)
    let tally = append(line, to: &numbers, isRead: isRead, number: number)
    (self.composed, self.line) = (composed, line)
    let dependsOnAll =
      tally.mayHaveRuns
      || isRead && tally.words > 0 && (tally.isWithoutCapitals || tally.isTitle)
    if dependsOnAll { numbers.removeSubrange(first...) }
    return !dependsOnAll
  }

  private mutating func append(
    _ line: LineChunks, to numbers: inout [Int32], isRead: Bool, number: LineSegmenter.Numbering
  ) -> CaseTally {
    chunks.touch(line)
    var tally = CaseTally()
    var state = CasedWords.State()
    for (place, chunk) in line.chunks.enumerated() {
      let isExpected = state == (place == 0 ? CasedWords.State() : .insideSentence)
      let key = isExpected ? chunk.key : chunk.key.of(kind: state.kind(isRead))
      let isShort = chunk.range.count <= SegmentCache.Key.capacity
      if isShort, let note = chunks.append(key, to: &numbers) {
        state = CasedWords.State(packed: note & 3)
        tally += CaseTally(packed: note >> 2)
        continue
      }
      let first = numbers.count
      guard
        let found = marker?.chunk(
          line.bytes.span.extracting(chunk.range), after: state, isRead: isRead)
      else { continue }
      segmenter.append(found.marked.span, to: &numbers, number: number)
      state = found.state
      tally += found.tally
      if isShort {
        chunks.remember(key, numbers[first...], note: found.tally.packed << 2 | state.packed)
      }
    }
    return tally
  }
}

extension CasedWords.State {
  fileprivate var packed: Int { (beginsSentence ? 1 : 0) | (isAfterStop ? 2 : 0) }

  fileprivate static let insideSentence = CasedWords.State(beginsSentence: false)

  /// The kind of a chunk in this state, as a key tells it.
  fileprivate func kind(_ isRead: Bool) -> UInt8 { UInt8(packed << 1 | (isRead ? 1 : 0)) }

  fileprivate init(packed: Int) {
    self.init(beginsSentence: packed & 1 != 0, isAfterStop: packed & 2 != 0)
  }
}
