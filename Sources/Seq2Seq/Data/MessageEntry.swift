/// An entry of a PO file as it is read, line by line.
struct MessageEntry {
  /// What a line of an entry adds to.
  private enum Field: Hashable {
    case context, message, plural
    case translation(Int)
  }

  /// The line of its message.
  private(set) var line = 0
  private var firstLine = 0
  private var isFuzzy = false
  private var isObsolete = false
  private var isDamaged = false
  private var isTooLong = false
  private var fields: [Field: [UInt8]] = [:]
  private var current: Field?

  /// Whether nothing but comments was read.
  var isEmpty: Bool { fields.isEmpty && !isObsolete && !isDamaged }
  var isHeader: Bool {
    fields[.message]?.isEmpty == true && fields[.context] == nil && fields[.translation(0)] != nil
      && !isObsolete
  }

  /// Why it has no pair; nil if it has.
  var fault: PairFault? {
    if isTooLong { return .tooLong }
    if isObsolete { return .obsolete }
    if isDamaged || fields[.message] == nil {
      let isText = fields.values.allSatisfy { String(validating: $0, as: UTF8.self) != nil }
      return isText ? .noEntry : .invalidUTF8
    }
    return isFuzzy ? .fuzzy : nil
  }

  /// Its messages and their translations.
  var pairs: [(message: [UInt8], translation: [UInt8])] {
    let message = fields[.message, default: []]
    guard let plural = fields[.plural] else {
      return [(message, fields[.translation(0), default: []])]
    }
    let forms = (0..<Self.mostForms).compactMap { fields[.translation($0)] }
    if forms.count < 2 { return [(plural, forms.first ?? [])] }
    return forms.enumerated().map { ($0 == 0 ? message : plural, $1) }
  }

  private static let mostForms = 10

  /// Whether a line belongs to another entry already.
  func isEnded(by line: [UInt8]) -> Bool {
    let line = Self.trimmed(line)
    if line.isEmpty { return !isEmpty }
    let hasTranslation = fields[.translation(0)] != nil || isObsolete || isDamaged
    if line.first == UInt8(ascii: "#") {
      return hasTranslation && !(isObsolete && line.starts(with: "#~".utf8))
    }
    return hasTranslation && (line.starts(with: "msgid ".utf8) || line.starts(with: "msgctxt".utf8))
  }

  mutating func add(_ read: LineReader.Line) {
    let line = Self.trimmed(read.bytes)
    if line.isEmpty { return }
    if self.line == 0 { self.line = read.number }
    if read.isOverlong { isTooLong = true }
    if line.first == UInt8(ascii: "#") { return addComment(line) }
    if fields.isEmpty { self.line = read.number }
    guard let quote = line.firstIndex(of: UInt8(ascii: "\"")) else {
      isDamaged = true
      return
    }
    if quote > line.startIndex { current = Self.field(line[..<quote]) }
    guard let current, let text = Self.unescaped(line[quote...]) else {
      isDamaged = true
      // Kept, so that text that is not UTF-8 is told from text that is no entry.
      fields[.context, default: []] += line
      return
    }
    fields[current, default: []] += text
  }

  private mutating func addComment(_ line: ArraySlice<UInt8>) {
    if line.starts(with: "#~".utf8) { isObsolete = true }
    guard line.starts(with: "#,".utf8) else { return }
    let flags = line.dropFirst(2).split(separator: UInt8(ascii: ",")).map(Self.trimmed)
    if flags.contains(where: { $0.elementsEqual("fuzzy".utf8) }) { isFuzzy = true }
  }

  private static func field(_ keyword: ArraySlice<UInt8>) -> Field? {
    let word = String(decoding: trimmed(keyword), as: UTF8.self)
    switch word {
    case "msgctxt": return .context
    case "msgid": return .message
    case "msgid_plural": return .plural
    case "msgstr": return .translation(0)
    default:
      guard word.hasPrefix("msgstr["), word.hasSuffix("]"),
        let number = Int(word.dropFirst(7).dropLast()), (0..<mostForms).contains(number)
      else { return nil }
      return .translation(number)
    }
  }

  private static func trimmed(_ line: some Collection<UInt8>) -> ArraySlice<UInt8> {
    let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0C, 0x0D].contains($0) }
    var rest = Array(line)[...].drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }
}

// MARK: - Strings

extension MessageEntry {
  /// The text of a string in quotation marks, with its escapes replaced; nil if it is damaged.
  private static func unescaped(_ quoted: ArraySlice<UInt8>) -> [UInt8]? {
    guard quoted.count >= 2, quoted.first == quoted.last else { return nil }
    var rest = quoted.dropFirst().dropLast()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return nil }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let letter = rest.popFirst() else { return nil }
      text.append(escaped(letter, &rest))
    }
    return text
  }

  private static func escaped(_ letter: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8 {
    switch letter {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "v"), UInt8(ascii: "f"): return 0x20
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      rest = [letter] + rest
      return number(&rest, most: 3, radix: 8)
    case UInt8(ascii: "x"): return number(&rest, most: 2, radix: 16)
    default: return letter
    }
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, most: Int, radix: Int) -> UInt8 {
    let digits = rest.prefix(most).prefix {
      Int(String(Unicode.Scalar($0)), radix: radix) != nil
    }
    rest = rest.dropFirst(digits.count)
    return UInt8(
      truncatingIfNeeded: Int(String(decoding: digits, as: UTF8.self), radix: radix) ?? 0x20)
  }
}

// MARK: - The header

extension MessageEntry {
  /// The languages that the header names; nil if it does not name the one translated to.
  var headerLanguages: LanguagePair? {
    let text = String(decoding: fields[.translation(0), default: []], as: UTF8.self)
    var values: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      values[line[..<colon].lowercased()] = String(value)
    }
    guard let target = values["language"].map({ String($0.prefix { $0 != " " }) }), !target.isEmpty
    else { return nil }
    let source = values["x-source-language"] ?? "en"
    let pair = LanguagePair(source: source, target: target).withoutRegions
    return pair.source == pair.target ? nil : pair
  }
}
