/// A tag of HTML or XML.
struct MarkupTag: Sendable {
  enum Kind: Sendable { case start, end, empty }

  /// An attribute: its name in small letters, and its value without quotation marks.
  struct Attribute: Sendable {
    var name: String
    var value: Range<Int>
    /// The quotation mark around the value; nil if it has none.
    var quote: UInt8?
  }

  var kind: Kind
  /// The name, in small letters.
  var name: String
  var range: Range<Int>
  var attributes: [Attribute] = []

  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

  /// The value of an attribute in small letters.
  func value(_ name: String, in bytes: [UInt8]) -> String? {
    attribute(name).map { bytes.text($0.value.prefix(100)).lowercased() }
  }

  /// Reads the tag that begins at a place; nil if it is none, or ends nowhere before `end`.
  init?(_ bytes: [UInt8], at start: Int, end: Int) {
    guard start + 1 < end, bytes[start] == UInt8(ascii: "<") else { return nil }
    let isEnd = bytes[start + 1] == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    guard nameStart < end, bytes[nameStart].isASCIILetter || bytes[nameStart] == UInt8(ascii: "_")
    else {
      return nil
    }
    var place = nameStart
    while place < end, !bytes[place].isSpace, !"/>".utf8.contains(bytes[place]) { place += 1 }
    name = bytes.text(nameStart..<min(place, nameStart + 100)).lowercased()
    kind = isEnd ? .end : .start
    range = start..<end
    while place < end {
      switch bytes[place] {
      case UInt8(ascii: ">"):
        if bytes[place - 1] == UInt8(ascii: "/"), !isEnd { kind = .empty }
        range = start..<place + 1
        return
      case UInt8(ascii: "/"), 0x20, 0x09, 0x0A, 0x0C, 0x0D: place += 1
      default: place = addAttribute(bytes, at: place, end: end)
      }
    }
    return nil
  }

  /// Reads an attribute, and returns where it ends.
  private mutating func addAttribute(_ bytes: [UInt8], at start: Int, end: Int) -> Int {
    var place = start + 1
    while place < end, !bytes[place].isSpace, !"/>=".utf8.contains(bytes[place]) { place += 1 }
    let name = bytes.text(start..<min(place, start + 100)).lowercased()
    var value = place
    while value < end, bytes[value].isSpace { value += 1 }
    guard value < end, bytes[value] == UInt8(ascii: "=") else { return place }
    value += 1
    while value < end, bytes[value].isSpace { value += 1 }
    guard value < end else { return end }
    if bytes[value] == UInt8(ascii: "\"") || bytes[value] == UInt8(ascii: "'") {
      let close = bytes[(value + 1)..<end].firstIndex(of: bytes[value]) ?? end
      attributes.append(Attribute(name: name, value: value + 1..<close, quote: bytes[value]))
      return min(close + 1, end)
    }
    place = value
    while place < end, !bytes[place].isSpace, bytes[place] != UInt8(ascii: ">") { place += 1 }
    attributes.append(Attribute(name: name, value: value..<place, quote: nil))
    return place
  }
}
