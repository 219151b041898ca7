internal import Markup

/// XLIFF 1.2 and 2: a target for each source that has none.
///
/// A target that is there stays, unless it is empty or a mere copy of its source in a state that says so.
enum XLIFF: DocumentReader {
  static let endings = ["xlf", "xliff", "sdlxliff", "mxliff"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var reader = XLIFFReader(bytes)
    try reader.read()
    return reader.slots
  }
}

private struct XLIFFReader {
  /// A source, its target, and what follows from the elements around them.
  private struct Segment {
    var source: Range<Int>?
    /// The source's start tag.
    var sourceTag: MarkupTag?
    /// Where a target goes that is not there.
    var insertion = 0
    var targetTag: MarkupTag?
    var target: Range<Int>?
    var state = ""
  }

  private struct Element {
    var name: String
    var isTranslated: Bool
    var tag: MarkupTag
  }

  private let bytes: [UInt8]
  private var scanner: MarkupScanner
  private var elements: [Element] = []
  private var segment = Segment()
  /// How many `<alt-trans>` and the like are open.
  private var suggestions = 0
  private(set) var slots: [Slot] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scanner = MarkupScanner(bytes)
  }

  mutating func read() throws(DocumentError) {
    var hasRoot = false
    while let token = scanner.next() {
      switch token {
      case .text, .cdata: break
      case .other(let range): try check(range)
      case .tag(let tag):
        hasRoot = true
        switch tag.kind {
        case .start: start(tag)
        case .end: try end(tag)
        case .empty: empty(tag)
        }
      }
    }
    if let last = elements.last {
      throw DocumentError(.unmatched(tag: last.name), at: last.tag.range.lowerBound, in: bytes)
    }
    if !hasRoot && !bytes.allSatisfy(\.isSpace) {
      throw DocumentError(.expected("an element"), at: 0, in: bytes)
    }
  }

  /// Refuses what would make the text another one than it seems.
  private func check(_ range: Range<Int>) throws(DocumentError) {
    if bytes.has("<!", at: range.lowerBound), !bytes.has("<!--", at: range.lowerBound),
      DocumentTypeScan.declaresEntities(bytes[range])
    {
      throw DocumentError(.declaresEntities, at: range.lowerBound, in: bytes)
    }
    let close = bytes.has("<!--", at: range.lowerBound) ? "-->" : ">"
    if !bytes.has(close, at: range.upperBound - close.utf8.count) {
      throw DocumentError(.endsInside("a tag or comment"), at: range.lowerBound, in: bytes)
    }
    if bytes.has("<?xml ", at: range.lowerBound), let place = bytes.place(of: "encoding", in: range)
    {
      let value = bytes[(place + 8)..<range.upperBound].drop {
        $0.isSpace || "='\"".utf8.contains($0)
      }
      let name = value.prefix { $0.isAlphanumeric || "-_.:".utf8.contains($0) }
      try DocumentError.check(declared: String(decoding: name, as: UTF8.self), at: place, in: bytes)
    }
  }

  // MARK: - Elements

  private func localName(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }

  private mutating func start(_ tag: MarkupTag) {
    let name = localName(tag.name)
    let inherited = elements.last?.isTranslated ?? true
    let own = tag.value("translate", in: bytes)
    elements.append(
      Element(name: tag.name, isTranslated: own.map { $0 != "no" } ?? inherited, tag: tag))
    switch name {
    case "trans-unit", "segment", "ignorable": segment = Segment(state: state(tag))
    case "alt-trans", "matches", "match": suggestions += 1
    case "source" where suggestions == 0 && segment.sourceTag == nil: segment.sourceTag = tag
    case "target" where suggestions == 0 && segment.targetTag == nil:
      segment.targetTag = tag
      if !state(tag).isEmpty { segment.state = state(tag) }
    default: break
    }
  }

  private func state(_ tag: MarkupTag) -> String { tag.value("state", in: bytes) ?? "" }

  private mutating func empty(_ tag: MarkupTag) {
    guard localName(tag.name) == "target", suggestions == 0 else { return }
    segment.targetTag = segment.targetTag ?? tag
  }

  private mutating func end(_ tag: MarkupTag) throws(DocumentError) {
    guard let element = elements.popLast(), element.name == tag.name else {
      throw DocumentError(.unmatched(tag: "/\(tag.name)"), at: tag.range.lowerBound, in: bytes)
    }
    let content = element.tag.range.upperBound..<tag.range.lowerBound
    switch localName(tag.name) {
    case "source" where suggestions == 0 && segment.source == nil:
      segment.source = content
      segment.insertion = tag.range.upperBound
    case "seg-source" where suggestions == 0: segment.insertion = tag.range.upperBound
    case "target" where suggestions == 0 && segment.target == nil: segment.target = content
    case "alt-trans", "matches", "match": suggestions -= 1
    case "trans-unit", "segment":
      if element.isTranslated { addSlot() }
      segment = Segment()
    case "ignorable": segment = Segment()
    default: break
    }
  }

  // MARK: - Segments

  private static let openStates = ["new", "needs-translation", "initial"]

  /// Whether the target has no translation yet.
  private func isOpen(_ source: Range<Int>) -> Bool {
    guard let target = segment.target else { return true }
    if bytes.trimmed(target).isEmpty { return true }
    return Self.openStates.contains(segment.state)
      && bytes[target].elementsEqual(bytes[source])
  }

  private mutating func addSlot() {
    guard let source = segment.source, isOpen(source), let tag = segment.sourceTag,
      let text = XLIFFText.parts(of: source, in: bytes).markedText()
    else { return }
    let (before, after) = frame(tag)
    let start = Array(bytes[source.lowerBound..<text.range.lowerBound])
    let end = Array(bytes[text.range.upperBound..<source.upperBound])
    slots.append(
      Slot(replacing: place(), from: text.range.lowerBound, [text]) { pieces in
        let content = pieces[0].bytes { CharacterReferences.encoded($0) }
        return before + start + content + end + after
      })
  }

  /// The bytes that the new target takes the place of.
  private func place() -> Range<Int> {
    if let target = segment.target { return target }
    return segment.targetTag?.range ?? segment.insertion..<segment.insertion
  }

  /// What stands before and after the content of the new target.
  private func frame(_ source: MarkupTag) -> (before: [UInt8], after: [UInt8]) {
    if segment.target != nil { return ([], []) }
    if let tag = segment.targetTag {
      // `<target/>` with its attributes.
      var start = Array(bytes[tag.range].dropLast())
      while start.last.map({ $0.isSpace || $0 == UInt8(ascii: "/") }) == true { start.removeLast() }
      let name = bytes[(tag.range.lowerBound + 1)...].prefix(tag.name.utf8.count)
      return (start + ">".utf8, Array("</".utf8) + name + ">".utf8)
    }
    let name = bytes[(source.range.lowerBound + 1)...].prefix(source.name.utf8.count)
    let prefix = String(decoding: name.dropLast("source".utf8.count), as: UTF8.self)
    return (indentation(source) + "<\(prefix)target>".utf8, Array("</\(prefix)target>".utf8))
  }

  /// The line break and white space before a source, for the target to stand below it; nothing if it is not first in its line.
  private func indentation(_ source: MarkupTag) -> [UInt8] {
    var start = source.range.lowerBound
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    guard start > 0, bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D else { return [] }
    start -= start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D ? 2 : 1
    return Array(bytes[start..<source.range.lowerBound])
  }
}

/// The content of a source.
private enum XLIFFText {
  /// Elements that hold code of the document that was taken apart, which no one reads.
  private static let code: Set<String> = ["bpt", "ept", "it", "ph"]

  static func parts(of range: Range<Int>, in bytes: [UInt8]) -> [Part] {
    let content = Array(bytes[range])
    var scanner = MarkupScanner(content)
    var parts: [Part] = []
    var tags = PairedTags()
    var (codeDepth, codeStart) = (0, 0)
    while let token = scanner.next() {
      switch token {
      case .text(let text) where codeDepth == 0: parts += MarkupText.parts(of: text, in: content)
      case .cdata(let whole, let text) where codeDepth == 0:
        parts.append(Part(range: whole, content: .text(content.text(text))))
      case .text, .cdata: break
      case .other(let range):
        if codeDepth == 0 { parts.append(Part(range: range, content: .single(isContent: false))) }
      case .tag(let tag):
        let isKept = code.contains(tag.name) || tag.value("translate", in: content) == "no"
        if codeDepth > 0 || isKept && tag.kind == .start {
          if codeDepth == 0 { codeStart = tag.range.lowerBound }
          codeDepth += tag.kind == .start ? 1 : tag.kind == .end ? -1 : 0
          if codeDepth == 0 {
            let isContent = !code.contains(tag.name) || tag.name == "ph"
            parts.append(
              Part(range: codeStart..<tag.range.upperBound, content: .single(isContent: isContent)))
          }
        } else {
          parts.append(Part(range: tag.range, content: self.content(of: tag, &tags)))
        }
      }
    }
    return parts.map { part in
      var part = part
      part.range =
        part.range.lowerBound + range.lowerBound..<part.range.upperBound + range.lowerBound
      return part
    }
  }

  private static func content(of tag: MarkupTag, _ tags: inout PairedTags) -> Part.Content {
    switch tag.kind {
    case .start: tags.open(tag.name)
    case .end: tags.close(tag.name)
    case .empty: .single(isContent: tag.name == "x" || tag.name == "ph")
    }
  }
}
