internal import Markup
import Platform

/// Reads XML as a series of tags and texts, in bounded memory.
///
/// It is our own, because the kept parsers are not at hand everywhere: on Linux Foundation's `XMLParser` brings
/// FoundationXML and libxml2, half again as much as the whole program, and libxml2 by itself would be another package to
/// install. Translation memories need little of XML, and little is what this reads: tags, attributes, text, CDATA and
/// references to characters. Comments and processing instructions are skipped.
///
/// Nothing outside the file is ever read: the name of a DTD is ignored. A document that declares entities of its own is
/// refused, so none can grow without bounds. A lone `&`, and an entity that is not known, are kept as text: files of people
/// have them, and a line lost for it would help nobody.
final class XMLReader {
  /// Why a document cannot be read, and on which line.
  struct Problem: Error, Hashable {
    let line: Int
    let text: String
  }

  enum Failure: Error {
    case file(FileError)
    case problem(Problem)
  }

  enum Event {
    /// The beginning of an element; an element without content has an end, too.
    case start(XMLTag)
    case end(name: String)
    /// Text between tags, perhaps in several pieces.
    case text([UInt8])
  }

  private static let deepest = 200
  /// The longest tag, comment or piece of text, in bytes.
  private static let longest = 1 << 22

  private let source: TextSource
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private var position = 0
  private var end = 0
  private(set) var line = 1
  private var lastWasCR = false
  private var open: [String] = []
  /// The end of an element without content, to be reported next.
  private var pendingEnd: String?
  private var hasRoot = false

  init(_ source: TextSource) { self.source = source }

  /// The names of the elements that are open, the outermost first.
  var path: [String] { open }

  /// The encoding that the text is converted from; nil if it is UTF-8.
  var encoding: String? { source.encoding }

  /// The next event; nil at the end of the document.
  func next() throws(Failure) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      open.removeLast()
      return .end(name: name)
    }
    while let byte = try peek() {
      guard byte == UInt8(ascii: "<") else {
        let text = try text()
        if open.isEmpty {
          guard text.allSatisfy(Self.isSpace) else { throw problem("text outside of all elements") }
          continue
        }
        return .text(text)
      }
      if let event = try markup() { return event }
    }
    if let last = open.last { throw problem("the document ends inside of <\(last)>") }
    if !hasRoot { throw problem("it has no element at all") }
    return nil
  }

  // MARK: - Text

  /// Text up to the next tag, with its entities replaced.
  private func text() throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    let tag = UInt8(ascii: "<")
    while let byte = try peek(), byte != tag, bytes.count < Self.longest {
      let stop = place(of: 0x0D, before: place(of: tag, before: end))
      if stop == position || lastWasCR {
        bytes.append(try take())
      } else {
        bytes += buffer[position..<stop]
        line += buffer[position..<stop].count { $0 == 0x0A }
        position = stop
      }
    }
    return CharacterReferences.decoded(bytes)
  }

  /// Where a byte is in the buffer; `limit` if it is not before that.
  private func place(of byte: UInt8, before limit: Int) -> Int {
    buffer.span.extracting(position..<limit).firstIndex(of: byte).map { position + $0 } ?? limit
  }

  // MARK: - Markup

  /// What begins with `<`; nil if it is nothing to report.
  private func markup() throws(Failure) -> Event? {
    _ = try take()
    switch try peek() {
    case UInt8(ascii: "?"):
      _ = try taken(upTo: "?>")
      return nil
    case UInt8(ascii: "!"):
      _ = try take()
      return try declaration()
    case UInt8(ascii: "/"):
      _ = try take()
      return try endTag()
    default: return try startTag()
    }
  }

  private func declaration() throws(Failure) -> Event? {
    switch try peek() {
    case UInt8(ascii: "-"):
      _ = try take()
      guard try take() == UInt8(ascii: "-") else { throw problem("a damaged comment") }
      _ = try taken(upTo: "-->")
      return nil
    case UInt8(ascii: "["):
      _ = try take()
      guard try taken(upTo: "[", most: 8).elementsEqual("CDATA".utf8) else {
        throw problem("a damaged CDATA section")
      }
      let text = try taken(upTo: "]]>")
      if open.isEmpty { throw problem("text outside of all elements") }
      return .text(text)
    default:
      try skipDocumentType()
      return nil
    }
  }

  /// Skips a document type; one that declares entities is refused.
  private func skipDocumentType() throws(Failure) {
    var scan = DocumentTypeScan()
    for _ in 0..<Self.longest {
      if scan.isEnd(try take()) { return }
      if scan.declaresEntities {
        throw problem(
          "it declares entities of its own, which may be of any size; remove its DOCTYPE")
      }
    }
    throw problem("a document type without an end")
  }

  private func endTag() throws(Failure) -> Event {
    let name = XMLTag.name(try taken(upTo: ">"))
    guard let last = open.popLast() else { throw problem("</\(name)> ends nothing") }
    guard last == name else { throw problem("</\(name)> stands where <\(last)> should end") }
    return .end(name: name)
  }

  private func startTag() throws(Failure) -> Event {
    var bytes: [UInt8] = []
    var quote = UInt8(0)
    while let byte = try peek(), quote != 0 || byte != UInt8(ascii: ">") {
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        throw problem("a \"<\" inside of a tag; in text it must be \"&lt;\"")
      }
      bytes.append(try take())
      if bytes.count > Self.longest { throw problem("a tag without an end") }
    }
    if try peek() == nil { throw problem("the document ends inside of a tag") }
    _ = try take()
    let isEmpty = bytes.last == UInt8(ascii: "/")
    if isEmpty { bytes.removeLast() }
    guard let tag = XMLTag(bytes) else { throw problem("a damaged tag") }
    if open.isEmpty && hasRoot { throw problem("a second outermost element, <\(tag.name)>") }
    if open.count >= Self.deepest { throw problem("elements inside of elements too deep") }
    hasRoot = true
    open.append(tag.name)
    if isEmpty { pendingEnd = tag.name }
    return .start(tag)
  }

  // MARK: - Bytes

  /// All bytes up to an ending, which is taken, too.
  private func taken(upTo ending: String, most: Int = longest) throws(Failure) -> [UInt8] {
    let ending = Array(ending.utf8)
    var bytes: [UInt8] = []
    while !bytes.suffix(ending.count).elementsEqual(ending) {
      if bytes.count > most { throw problem("no \"\(String(decoding: ending, as: UTF8.self))\"") }
      bytes.append(try take())
    }
    return Array(bytes.dropLast(ending.count))
  }

  private func peek() throws(Failure) -> UInt8? {
    if position == end {
      do { end = try source.read(into: &buffer, from: 0) } catch { throw .file(error) }
      position = 0
      if end == 0 { return nil }
    }
    return buffer[position]
  }

  /// The next byte; line ends of any kind are LF.
  private func take() throws(Failure) -> UInt8 {
    guard let byte = try peek() else {
      throw problem(open.last.map { "the document ends inside of <\($0)>" } ?? "it ends too early")
    }
    position += 1
    if byte == 0x0A && lastWasCR {
      // The second half of CRLF.
      lastWasCR = false
      return 0x20
    }
    lastWasCR = byte == 0x0D
    if byte == 0x0A || byte == 0x0D { line += 1 }
    return byte == 0x0D ? 0x0A : byte
  }

  private func problem(_ text: String) -> Failure { .problem(Problem(line: line, text: text)) }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
