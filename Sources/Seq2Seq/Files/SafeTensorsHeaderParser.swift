/// A parser of only the JSON that a safetensors header may be: an object of tensors and metadata.
///
/// Deeper nesting is an error, so it cannot exhaust the stack, and memory stays in proportion to the
/// header's size.
struct SafeTensorsHeaderParser {
  typealias Problem = SafeTensorsHeader.Problem
  /// The file up to the end of the header.
  private let bytes: [UInt8]
  private var end: Int { bytes.count }
  /// The offset in the file of the next byte to parse.
  private var position: Int

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    position = start
  }

  mutating func parse(into header: inout SafeTensorsHeader) throws(Problem) {
    guard position < end, bytes[position] == UInt8(ascii: "{") else {
      throw Problem("its header is not a JSON object")
    }
    var hasMetadata = false
    try parseObject { parser, key throws(Problem) in
      if key == "__metadata__" {
        if hasMetadata { throw Problem("it has metadata twice") }
        hasMetadata = true
        try parser.parseObject { parser, key throws(Problem) in
          try header.addMetadata(key, parser.parseString())
        }
      } else {
        try header.add(parser.parseEntry(name: key))
      }
    }
    skipSpace()
    guard position == end else { throw problem("more text after the JSON object") }
  }

  private mutating func parseEntry(name: String) throws(Problem) -> SafeTensorsHeader.Entry {
    var element: SafeTensorsElement?
    var shape: [Int]?
    var offsets: [Int]?
    try parseObject { parser, key throws(Problem) in
      switch key {
      case "dtype" where element == nil:
        let type = try parser.parseString()
        element = SafeTensorsElement(rawValue: type)
        if element == nil {
          throw Problem("the tensor \(name.quoted) has the unknown type \(type.quoted)")
        }
      case "shape" where shape == nil:
        shape = try parser.parseNumbers(atMost: SafeTensorsHeader.maximumRank)
      case "data_offsets" where offsets == nil:
        offsets = try parser.parseNumbers(atMost: 2)
      default:
        throw Problem("the tensor \(name.quoted) has \(key.quoted) twice, or should not have it")
      }
    }
    guard let element, let shape, let offsets, offsets.count == 2 else {
      throw Problem("the tensor \(name.quoted) lacks its type, shape or two offsets")
    }
    guard offsets[0] <= offsets[1],
      element.byteCount(of: shape) == offsets[1] - offsets[0]
    else {
      throw Problem("the tensor \(name.quoted) has offsets that do not fit its shape")
    }
    return .init(name: name, element: element, shape: shape, range: offsets[0]..<offsets[1])
  }

  // MARK: - JSON

  private mutating func parseObject(
    _ member: (inout SafeTensorsHeaderParser, String) throws(Problem) -> Void
  ) throws(Problem) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try parseString()
      try expect(":")
      try member(&self, key)
    } while skip(",")
    try expect("}")
  }

  private mutating func parseNumbers(atMost limit: Int) throws(Problem) -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    if skip("]") { return numbers }
    repeat {
      guard numbers.count < limit else { throw problem("too many numbers") }
      numbers.append(try parseNumber())
    } while skip(",")
    try expect("]")
    return numbers
  }

  private mutating func parseNumber() throws(Problem) -> Int {
    skipSpace()
    let start = position
    var number = 0
    while position < end, (0x30...0x39).contains(bytes[position]) {
      let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflowOfSum) = tenfold.addingReportingOverflow(Int(bytes[position]) - 0x30)
      if overflow || overflowOfSum { throw problem("a number that is too large") }
      number = sum
      position += 1
    }
    let isPadded = position - start > 1 && bytes[start] == 0x30
    guard position > start, !isPadded else { throw problem("no whole number") }
    return number
  }

  private mutating func parseString() throws(Problem) -> String {
    try expect("\"")
    let start = position
    while position < end, bytes[position] != 0x22, bytes[position] != 0x5C,
      bytes[position] >= 0x20
    { position += 1 }
    let plain = start..<position
    if skipByte(0x22) { return try text(String(validating: bytes[plain], as: UTF8.self)) }
    var unescaped = Array(bytes[plain])
    unescaped.reserveCapacity(closingQuote - start)
    while !skipByte(0x22) {
      guard position < end, bytes[position] >= 0x20 else {
        throw problem("an unterminated string")
      }
      if skipByte(0x5C) {
        unescaped.append(contentsOf: try parseEscape().utf8)
      } else {
        unescaped.append(bytes[position])
        position += 1
      }
    }
    return try text(String(validating: unescaped, as: UTF8.self))
  }

  /// Where the string ends whose beginning has been parsed, or the header.
  private var closingQuote: Int {
    var place = position
    while place < end, bytes[place] != 0x22 { place += bytes[place] == 0x5C ? 2 : 1 }
    return min(place, end)
  }

  private func text(_ validated: String?) throws(Problem) -> String {
    guard let validated else { throw problem("text that is not UTF-8") }
    return validated
  }

  private mutating func parseEscape() throws(Problem) -> String {
    guard position < end else { throw problem("an unterminated string") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape()
    default: throw problem("an unknown escape")
    }
  }

  private mutating func parseUnicodeEscape() throws(Problem) -> String {
    var units = [try parseHexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), skipByte(0x5C) {
      guard skipByte(UInt8(ascii: "u")) else { throw problem("half a surrogate pair") }
      units.append(try parseHexadecimal())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw problem("half a surrogate pair")
    }
    return text
  }

  private mutating func parseHexadecimal() throws(Problem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard position < end,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else { throw problem("an unknown escape") }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Problem) {
    guard skip(character) else { throw problem("no \"\(character)\"") }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return skipByte(UInt8(ascii: character))
  }

  private mutating func skipByte(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private func problem(_ found: String) -> Problem {
    Problem("its header has \(found) at byte \(position)")
  }
}
