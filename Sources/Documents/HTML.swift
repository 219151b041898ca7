internal import Markup

/// HTML: the text of block elements with the inline tags in it, and attributes that readers see.
enum HTML: DocumentReader {
  static let endings = ["html", "htm", "xhtml"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var reader = HTMLReader(bytes)
    try reader.read()
    return reader.slots
  }

  /// The place of an attribute's value.
  static func slot(_ bytes: [UInt8], _ attribute: MarkupTag.Attribute) -> Slot? {
    let range = bytes.trimmed(attribute.value)
    let text = CharacterReferences.decoded(bytes.text(range))
    let quote = attribute.quote
    return [Part(range: range, content: .text(text))].markedText().map { text in
      Slot(text) { pieces in
        let value = pieces.bytes {
          CharacterReferences.encoded($0, quote: quote ?? UInt8(ascii: "\""))
        }
        let mark: [UInt8] = quote == nil ? [UInt8(ascii: "\"")] : []
        return mark + value + mark
      }
    }
  }
}

/// Goes through a document and collects the text between the tags of blocks.
private struct HTMLReader {
  private let bytes: [UInt8]
  private var scanner: MarkupScanner
  private var elements = HTMLStack()
  private var parts: [Part] = []
  private var tags = PairedTags()
  private(set) var slots: [Slot] = []
  /// The language of the document, if its first tag names it.
  private var language: String?
  /// Where inline code or text not to be translated begins that goes through as one.
  private var codeStart: Int?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scanner = MarkupScanner(bytes)
  }

  mutating func read() throws(DocumentError) {
    while let token = scanner.next() {
      switch token {
      case .text(let range): if elements.isTranslated { addText(range) }
      case .cdata(let range, _), .other(let range): addMarkup(range, .single(isContent: false))
      case .tag(let tag): try add(tag)
      }
    }
    endCode(at: bytes.count)
    endBlock()
  }

  // MARK: - Tags

  private mutating func add(_ tag: MarkupTag) throws(DocumentError) {
    try checkEncoding(tag)
    let isInline = HTMLElements.inline.contains(tag.name)
    let wasTranslated = elements.isTranslated
    if !isInline {
      endCode(at: tag.range.lowerBound)
      endBlock()
    }
    switch tag.kind {
    case .end: elements.pop(tag.name)
    case .start, .empty: push(tag)
    }
    if tag.kind != .end, translates(tag) ?? wasTranslated { addAttributes(tag) }
    if isInline { addInline(tag, wasTranslated) }
    if tag.kind == .start, HTMLElements.raw.contains(tag.name) { readRawText(of: tag) }
  }

  private mutating func push(_ tag: MarkupTag) {
    // In HTML the slash of `<div/>` means nothing, but those who write it mean XHTML.
    if HTMLElements.void.contains(tag.name) || tag.kind == .empty { return }
    let isCode = HTMLElements.code.contains(tag.name)
    elements.push(tag, isTranslated: isCode ? false : translates(tag))
    if tag.name == "html", let language = tag.value("lang", in: bytes) { self.language = language }
  }

  /// Whether a tag asks for its content to be translated or not; nil if it says nothing.
  private func translates(_ tag: MarkupTag) -> Bool? {
    switch tag.value("translate", in: bytes) {
    case "no": return false
    case "yes", "": return true
    default: break
    }
    let classes = tag.value("class", in: bytes)?.split(separator: " ") ?? []
    if classes.contains("notranslate") { return false }
    guard let language = tag.value("lang", in: bytes) ?? tag.value("xml:lang", in: bytes) else {
      return nil
    }
    return isOther(language) ? false : nil
  }

  /// Whether a language is not the one that the document names for itself.
  private func isOther(_ name: String) -> Bool {
    func main(_ name: String) -> Substring { name.prefix { $0 != "-" && $0 != "_" } }
    return language.map { main($0) != main(name) } ?? false
  }

  /// Adds an inline tag to the text; an element that is not translated is one mark with all it holds.
  private mutating func addInline(_ tag: MarkupTag, _ wasTranslated: Bool) {
    if wasTranslated && !elements.isTranslated {
      codeStart = tag.range.lowerBound
    } else if !wasTranslated {
      if elements.isTranslated { endCode(at: tag.range.upperBound) }
    } else if tag.kind == .end {
      addMarkup(tag.range, tags.close(tag.name))
    } else if HTMLElements.void.contains(tag.name) || tag.kind == .empty {
      addMarkup(tag.range, .single(isContent: false))
    } else {
      addMarkup(tag.range, tags.open(tag.name))
    }
  }

  private mutating func addAttributes(_ tag: MarkupTag) {
    for name in HTMLElements.readableAttributes {
      if let attribute = tag.attribute(name), let slot = HTML.slot(bytes, attribute) {
        slots.append(slot)
      }
    }
  }

  private mutating func readRawText(of tag: MarkupTag) {
    let range = scanner.skipRawText(of: tag.name)
    if tag.name == "title", elements.isTranslated { addText(range) }
  }

  private func checkEncoding(_ tag: MarkupTag) throws(DocumentError) {
    guard tag.name == "meta" else { return }
    if let charset = tag.value("charset", in: bytes) {
      try DocumentError.check(declared: charset, at: tag.range.lowerBound, in: bytes)
    } else if let content = tag.value("content", in: bytes), content.contains("text/html"),
      let place = content.firstRange(of: "charset=")
    {
      let name = content[place.upperBound...].prefix { $0 != ";" && $0 != " " }
      try DocumentError.check(declared: String(name), at: tag.range.lowerBound, in: bytes)
    }
  }

  // MARK: - Text

  private mutating func addMarkup(_ range: Range<Int>, _ content: Part.Content) {
    if elements.isTranslated { parts.append(Part(range: range, content: content)) }
  }

  private mutating func addText(_ range: Range<Int>) {
    parts += MarkupText.parts(of: range, in: bytes)
  }

  private mutating func endCode(at end: Int) {
    if let start = codeStart {
      parts.append(Part(range: start..<end, content: .single(isContent: true)))
    }
    codeStart = nil
  }

  private mutating func endBlock() {
    defer { (parts, tags) = ([], PairedTags()) }
    guard let text = parts.markedText() else { return }
    let layout = LineLayout(
      of: text.range, in: bytes, separator: MarkupText.separator(in: bytes, text.range))
    slots.append(Slot(text) { layout.bytes(of: $0) { CharacterReferences.encoded($0) } })
  }
}

/// Text between tags.
enum MarkupText {
  /// Words and white space; references that are not known are marks, since they may mean anything.
  static func parts(of range: Range<Int>, in bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var text: [UInt8] = []
    var start = range.lowerBound
    var place = start
    func endText() {
      if start < place {
        parts.append(
          Part(range: start..<place, content: .text(String(decoding: text, as: UTF8.self))))
      }
      (text, start) = ([], place)
    }
    while place < range.upperBound {
      if bytes[place].isSpace {
        endText()
        while place < range.upperBound, bytes[place].isSpace { place += 1 }
        parts.append(Part(range: start..<place, content: .space))
        start = place
      } else if let reference = CharacterReferences.reference(in: bytes, at: place),
        reference.end <= range.upperBound
      {
        text += reference.text.utf8
        place = reference.end
      } else if let end = unknownReferenceEnd(bytes, place, range.upperBound) {
        endText()
        parts.append(Part(range: place..<end, content: .single(isContent: true)))
        (place, start) = (end, end)
      } else {
        text.append(bytes[place])
        place += 1
      }
    }
    endText()
    return parts
  }

  private static func unknownReferenceEnd(_ bytes: [UInt8], _ place: Int, _ limit: Int) -> Int? {
    guard bytes[place] == UInt8(ascii: "&") else { return nil }
    let name = bytes[(place + 1)..<limit].prefix(40).prefix { $0.isAlphanumeric }
    let end = place + 1 + name.count
    return !name.isEmpty && end < limit && bytes[end] == UInt8(ascii: ";") ? end + 1 : nil
  }

  /// What comes between the first two lines of a range; nil if it is one line.
  static func separator(in bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    guard let start = range.first(where: { SourceLine.breakLength(in: bytes, at: $0) > 0 }) else {
      return nil
    }
    var end = start + SourceLine.breakLength(in: bytes, at: start)
    while end < range.upperBound, bytes[end].isBlank { end += 1 }
    return Array(bytes[start..<end])
  }
}

/// The elements that are open, and whether their text is translated.
private struct HTMLStack {
  private var elements: [(name: String, isTranslated: Bool)] = []
  private var counts: [String: Int] = [:]
  var isTranslated: Bool { elements.last?.isTranslated ?? true }

  mutating func push(_ tag: MarkupTag, isTranslated translates: Bool?) {
    if HTMLElements.selfEnding.contains(tag.name), elements.last?.name == tag.name { pop(tag.name) }
    elements.append((tag.name, translates ?? isTranslated))
    counts[tag.name, default: 0] += 1
  }

  /// Ends the innermost element of a name, with those in it; nothing if there is none.
  mutating func pop(_ name: String) {
    guard counts[name, default: 0] > 0 else { return }
    while let last = elements.popLast() {
      counts[last.name, default: 1] -= 1
      if last.name == name { return }
    }
  }
}
