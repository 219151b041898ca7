/// A document whose text for readers can be replaced by its translation.
///
/// All else comes back byte for byte: markup, white space, comments, times, keys. The law is that a translator which
/// answers each text with itself gives back the document as it was:
///
///     let document = try Document(bytes, as: .markdown)
///     document.bytes(translations: document.units.map(\.text)) == bytes
///
/// Time and memory grow with the length of the document only.
public struct Document: Sendable {
  /// A text to translate: a paragraph, a heading, a cell, a message.
  public struct Unit: Hashable, Sendable {
    /// The text, in one line and without white space at its ends.
    ///
    /// Markup inside of it is shown as tags, `<g1>…</g1>` around words and `<g1/>` by itself. A translation should have
    /// each of them once; otherwise they are put between its words where they stood in the text.
    public let text: String
    /// The line of the document where it begins, counted from 1.
    public let line: Int
  }

  /// The format it was read as.
  public let format: DocumentFormat
  /// What is to be translated, in the order of the document.
  public let units: [Unit]

  private let source: [UInt8]
  private let encoding: DocumentEncoding
  /// Sorted by their beginnings; of those that begin together, the longest comes first.
  let slots: [Slot]

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the document, in UTF-8, or in UTF-16 with a byte order mark.
  ///   - format: what it is.
  /// - Throws: ``DocumentError`` if it cannot be read as that.
  public init(_ bytes: [UInt8], as format: DocumentFormat) throws(DocumentError) {
    self.format = format
    (source, encoding) = try DocumentEncoding.decoded(bytes)
    slots = try format.reader.slots(of: source).sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    units = Self.units(of: slots, in: source)
  }

  private static func units(of slots: [Slot], in source: [UInt8]) -> [Unit] {
    let order = slots.indices.sorted { slots[$0].origin < slots[$1].origin }
    var lines = [Int](repeating: 1, count: slots.count)
    var (line, place) = (1, 0)
    for index in order {
      line += SourceLine.breaks(in: source[place..<max(place, slots[index].origin)])
      place = max(place, slots[index].origin)
      lines[index] = line
    }
    return zip(slots, lines).flatMap { slot, line in
      slot.texts.map { Unit(text: $0.text, line: line) }
    }
  }

  /// The document with its units replaced by translations.
  ///
  /// A unit whose translation equals its text, or is blank, stays as it is.
  ///
  /// - Parameter translations: one for each of ``units``, in their order.
  /// - Returns: the document, in the encoding that it came in.
  public func bytes(translations: [String]) -> [UInt8] {
    precondition(translations.count == units.count, "one translation per unit")
    let pass = WritingPass(source: source, slots: slots, translations: translations)
    return encoding.encoded(pass.bytes(of: 0..<source.count + 1))
  }
}

/// Writes a document with its translations.
private struct WritingPass {
  let source: [UInt8]
  let slots: [Slot]
  /// The translations of each slot; nil if all of them leave it as it is.
  private let translations: [[String]?]

  init(source: [UInt8], slots: [Slot], translations: [String]) {
    (self.source, self.slots) = (source, slots)
    var start = 0
    self.translations = slots.map { slot in
      let own = Array(translations[start..<start + slot.texts.count])
      start += own.count
      let kept = zip(slot.texts, own).map { $1.utf8.allSatisfy(\.isSpace) ? $0.text : $1 }
      // By bytes: two spellings of an accent are equal as strings.
      return kept.map(ByteText.init) == slot.texts.map { ByteText($0.text) } ? nil : kept
    }
  }

  /// The bytes of a range, with the translations of the slots that lie within it.
  func bytes(of range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var place = range.lowerBound
    let end = min(range.upperBound, source.count)
    var index = first(from: place)
    while index < slots.count, slots[index].range.lowerBound < range.upperBound {
      let slot = slots[index]
      if let own = translations[index], slot.range.lowerBound >= place,
        slot.range.upperBound <= end, slot.range != range
      {
        result += source[place..<slot.range.lowerBound]
        result += slot.write(zip(slot.texts, own).map { $0.pieces($1) { self.bytes(of: $0) } })
        place = slot.range.upperBound
      }
      index += 1
    }
    return result + source[place..<max(place, end)]
  }

  /// The first slot that begins at a place or after it.
  private func first(from place: Int) -> Int {
    var (low, high) = (0, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Text that equals other text only if all bytes do.
private struct ByteText: Equatable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ByteText, other: ByteText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }
}
