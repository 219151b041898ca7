import Platform

/// Divides lines into words and maps each word to its numbers: token ids, or the index in a table of counts.
///
/// A line is normalized and divided at its spaces into chunks, and each chunk by itself into words by the language's
/// rules. A space is the first byte of the word after it. The first word of a line always gets one, so that a word is
/// the same wherever it stands: `So, so.` becomes ␣So · , · ␣so · . – all text of a line is in its words, in order.
/// A case mark stands before the space of its word, so that it does not change that word.
struct LineSegmenter: ~Copyable, Sendable {
  /// Appends a word's numbers.
  typealias Numbering = (_ word: Span<UInt8>, _ numbers: inout [Int32]) -> Void

  private var breaker: WordBreaker
  private var cache = SegmentCache()
  private var composed: [UInt8] = []
  private var wordEnds: [Int] = []
  private var markedWord: [UInt8] = []

  /// Whether case marks at the beginning of a chunk are words of their own before its space.
  private let hasCaseMarks: Bool

  /// Longer chunks are cut after at most this many bytes, at a character boundary.
  private let maximumPart: Int

  /// Opens the rules of a locale; `maximumPart`, at least 4, limits the memory for a chunk.
  init(
    locale: String, hasCaseMarks: Bool = false, maximumPart: Int = 1 << 24
  ) throws(TokenizerError) {
    breaker = try WordBreaker(locale: locale)
    self.hasCaseMarks = hasCaseMarks
    self.maximumPart = maximumPart
  }

  /// Calls `number` for each word of the line to append the word's numbers.
  ///
  /// With `isCaching`, the numbers of recent words come from a cache. So `number` must always append the same numbers,
  /// at least one, for the same word.
  mutating func append(
    _ line: String, to numbers: inout [Int32], isCaching: Bool = true,
    number: Numbering
  ) {
    var line = line
    line.withUTF8Span { append($0, to: &numbers, isCaching: isCaching, number: number) }
  }

  /// The same for a line's UTF-8.
  mutating func append(
    _ line: Span<UInt8>, to numbers: inout [Int32], isCaching: Bool = true, number: Numbering
  ) {
    // Taken out of `self` while it is in use, so that the closure has exclusive access to `self`.
    var composed = composed
    self.composed = []
    Normalizer.withComposed(line, buffer: &composed) { text in
      Normalizer.forEachChunk(of: text) { chunk in
        append(chunk: chunk, to: &numbers, isCaching: isCaching, number: number)
      }
    }
    self.composed = composed
  }

  private mutating func append(
    chunk: Span<UInt8>, to numbers: inout [Int32], isCaching: Bool,
    number: Numbering
  ) {
    let key = isCaching ? SegmentCache.Key(chunk, isWord: false) : nil
    if let key, cache.append(key, to: &numbers) != nil { return }
    let first = numbers.count
    var start = 0
    while hasCaseMarks, CaseMark.begins(at: start, of: chunk) {
      let mark = chunk.extracting(start..<start + CaseMark.byteCount)
      append(word: mark, to: &numbers, isCaching: isCaching, number: number)
      start += CaseMark.byteCount
    }
    let textStart = start
    while start < chunk.count {
      let end = partEnd(of: chunk, from: start)
      append(
        part: chunk.extracting(start..<end), isMarked: start == textStart, to: &numbers,
        isCaching: isCaching, number: number)
      start = end
    }
    if let key { cache.remember(key, numbers[first...]) }
  }

  private func partEnd(of chunk: Span<UInt8>, from start: Int) -> Int {
    guard chunk.count - start > maximumPart else { return chunk.count }
    var end = start + maximumPart
    while chunk[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private mutating func append(
    part: Span<UInt8>, isMarked: Bool, to numbers: inout [Int32], isCaching: Bool,
    number: Numbering
  ) {
    breaker.find(&wordEnds, of: part)
    var start = 0
    for end in wordEnds {
      let text = part.extracting(start..<end)
      if isMarked, start == 0 {
        markedWord.removeAll(keepingCapacity: true)
        markedWord.append(Normalizer.space)
        markedWord.append(copying: text)
        let word = markedWord
        append(word: word.span, to: &numbers, isCaching: isCaching, number: number)
      } else {
        append(word: text, to: &numbers, isCaching: isCaching, number: number)
      }
      start = end
    }
  }

  private mutating func append(
    word: Span<UInt8>, to numbers: inout [Int32], isCaching: Bool, number: Numbering
  ) {
    guard isCaching, let key = SegmentCache.Key(word, isWord: true) else {
      return number(word, &numbers)
    }
    if cache.append(key, to: &numbers) != nil { return }
    let first = numbers.count
    number(word, &numbers)
    cache.remember(key, numbers[first...])
  }
}
