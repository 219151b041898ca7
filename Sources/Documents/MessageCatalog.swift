/// Message catalogs of gettext: the messages whose translation is empty are translated.
///
/// What has a translation keeps it, also if it is fuzzy: to judge it is for people. Obsolete messages and the header stay.
enum MessageCatalog: DocumentReader {
  static let endings = ["po", "pot"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var scanner = CatalogScanner(bytes)
    let ending = SourceLine.ending(of: bytes)
    return try scanner.messages().flatMap { $0.slots(ending) }
  }

  /// The content of a string that is this text.
  static func escaped(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
      case 0x09: result += "\\t".utf8
      case 0x0D: result += "\\r".utf8
      case 0..<0x20: result += "\\0".utf8 + [0x30 + (byte >> 3), 0x30 + (byte & 7)]
      default: result.append(byte)
      }
    }
    return result
  }
}

/// A message of a catalog.
private struct CatalogMessage {
  /// A string of one or more lines, each in quotation marks.
  struct Text {
    /// From the first quotation mark to the last.
    var range: Range<Int>
    var value: [UInt8]
  }

  var text: Text?
  var plural: Text?
  var translations: [Text] = []

  func slots(_ ending: [UInt8]) -> [Slot] {
    guard let text, !text.value.isEmpty, translations.allSatisfy({ $0.value.isEmpty }) else {
      return []
    }
    return translations.enumerated().compactMap { number, translation in
      // The first of several forms is the singular; a language with one form says it of any number.
      let isSingular = number == 0 && translations.count > 1
      let source = isSingular ? text : plural ?? text
      return Self.slot(replacing: translation.range, source, ending)
    }
  }

  private static func slot(
    replacing range: Range<Int>, _ source: Text, _ ending: [UInt8]
  ) -> Slot? {
    let value = source.value
    if MessageSyntax.isComplex(value, value.indices) { return nil }
    var texts: [MarkedText] = []
    // The parts of the message: white space as it is, and the places of texts.
    var places: [Range<Int>] = []
    for line in SourceLine.all(in: value) {
      let part = value.trimmed(line.range)
      guard let text = [Part(range: part, content: .text(value.text(part)))].markedText() else {
        continue
      }
      texts.append(text)
      places.append(part)
    }
    if texts.isEmpty { return nil }
    return Slot(replacing: range, from: source.range.lowerBound, texts) { [places] translations in
      var result: [UInt8] = []
      var start = 0
      for (place, pieces) in zip(places, translations) {
        result += value[start..<place.lowerBound]
        result += pieces.bytes { Array($0.utf8) }
        start = place.upperBound
      }
      return quoted(result + value[start...], ending)
    }
  }

  /// A value in quotation marks; if it has several lines, each in a line of its own, as gettext writes it.
  private static func quoted(_ value: [UInt8], _ ending: [UInt8]) -> [UInt8] {
    let quote = [UInt8(ascii: "\"")]
    var lines = String(decoding: value, as: UTF8.self).utf8.split(
      separator: 0x0A, omittingEmptySubsequences: false
    )
    .map { MessageCatalog.escaped(String(Substring($0))) }
    for place in lines.indices.dropLast() { lines[place] += "\\n".utf8 }
    if lines.last?.isEmpty == true { lines.removeLast() }
    if lines.count < 2 { return quote + lines.joined() + quote }
    return Array(([[]] + lines).map { quote + $0 + quote }.joined(separator: ending))
  }
}

private struct CatalogScanner {
  private let bytes: [UInt8]
  private var result: [CatalogMessage] = []
  private var message = CatalogMessage()
  /// Adds the next continued line to the string that it continues; nil if there is none.
  private var current: WritableKeyPath<CatalogMessage, CatalogMessage.Text?>?
  private var isInTranslation = false
  private var isInContext = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func messages() throws(DocumentError) -> [CatalogMessage] {
    for line in SourceLine.all(in: bytes) {
      let range = bytes.trimmed(line.range)
      if range.isEmpty || bytes[range.lowerBound] == UInt8(ascii: "#") { continue }
      if bytes[range.lowerBound] == UInt8(ascii: "\"") {
        try add(try string(range), isNew: false)
      } else {
        try keyword(range)
      }
    }
    try finish()
    return result
  }

  private mutating func finish() throws(DocumentError) {
    if message.text?.value.isEmpty == true { try checkHeader() }
    result.append(message)
    message = CatalogMessage()
  }

  /// The header names the encoding.
  private func checkHeader() throws(DocumentError) {
    guard let header = message.translations.first,
      let place = header.value.place(of: "charset=", from: 0)
    else { return }
    let name = header.value[(place + 8)...].prefix { !$0.isSpace && $0 != UInt8(ascii: ";") }
    try DocumentError.check(
      declared: String(decoding: name, as: UTF8.self), at: header.range.lowerBound, in: bytes)
  }

  private mutating func keyword(_ range: Range<Int>) throws(DocumentError) {
    let end = bytes[range].firstIndex { $0.isBlank || $0 == UInt8(ascii: "\"") } ?? range.upperBound
    let name = bytes.text(range.lowerBound..<end)
    (isInTranslation, isInContext, current) = (false, false, nil)
    switch name {
    case "domain": isInContext = true
    case "msgctxt":
      try finish()
      isInContext = true
    case "msgid":
      if message.text != nil { try finish() }
      current = \.text
    case "msgid_plural": current = \.plural
    default:
      guard name == "msgstr" || name.hasPrefix("msgstr[") && name.hasSuffix("]") else {
        throw DocumentError(.expected("msgid, msgstr or a string"), at: range.lowerBound, in: bytes)
      }
      isInTranslation = true
    }
    try add(try string(bytes.trimmed(end..<range.upperBound)), isNew: true)
  }

  private mutating func add(_ text: CatalogMessage.Text, isNew: Bool) throws(DocumentError) {
    if isInContext { return }
    if isInTranslation {
      guard !isNew else { return message.translations.append(text) }
      Self.extend(&message.translations[message.translations.count - 1], by: text)
    } else if let current {
      if message[keyPath: current] == nil || isNew {
        message[keyPath: current] = text
      } else if var whole = message[keyPath: current] {
        message[keyPath: current] = nil
        Self.extend(&whole, by: text)
        message[keyPath: current] = whole
      }
    } else {
      throw DocumentError(.expected("msgid or msgstr"), at: text.range.lowerBound, in: bytes)
    }
  }

  private static func extend(_ whole: inout CatalogMessage.Text, by text: CatalogMessage.Text) {
    whole.value += text.value
    whole.range = whole.range.lowerBound..<text.range.upperBound
  }

  // MARK: - Strings

  private func string(_ range: Range<Int>) throws(DocumentError) -> CatalogMessage.Text {
    let quote = UInt8(ascii: "\"")
    guard range.count >= 2, bytes[range.lowerBound] == quote, bytes[range.upperBound - 1] == quote
    else {
      throw DocumentError(.expected("a string in quotation marks"), at: range.lowerBound, in: bytes)
    }
    var value: [UInt8] = []
    var place = range.lowerBound + 1
    let end = range.upperBound - 1
    while place < end {
      switch bytes[place] {
      case quote: throw DocumentError(.expected("the end of a line"), at: place, in: bytes)
      case UInt8(ascii: "\\"):
        guard place + 1 < end else {
          throw DocumentError(.endsInside("an escape"), at: place, in: bytes)
        }
        let (byte, length) = escape(place + 1, end)
        value.append(byte)
        place += length + 1
      default:
        value.append(bytes[place])
        place += 1
      }
    }
    return CatalogMessage.Text(range: range, value: value)
  }

  /// The byte of an escape, and its length without the backslash.
  private func escape(_ place: Int, _ end: Int) -> (byte: UInt8, length: Int) {
    let byte = bytes[place]
    let letters = Array("nrtabfv".utf8)
    let bytesOfLetters: [UInt8] = [0x0A, 0x0D, 0x09, 0x07, 0x08, 0x0C, 0x0B]
    if let index = letters.firstIndex(of: byte) { return (bytesOfLetters[index], 1) }
    if byte == UInt8(ascii: "x") {
      let digits = bytes[(place + 1)..<end].prefix(2).prefix {
        Character(Unicode.Scalar($0)).isHexDigit
      }
      let number = Hexadecimal.number(bytes, place + 1, count: digits.count) ?? 0
      return digits.isEmpty ? (byte, 1) : (UInt8(truncatingIfNeeded: number), 1 + digits.count)
    }
    let digits = bytes[place..<end].prefix(3).prefix { 0x30...0x37 ~= $0 }
    if digits.isEmpty { return (byte, 1) }
    let number = digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    return (UInt8(truncatingIfNeeded: number), digits.count)
  }
}
