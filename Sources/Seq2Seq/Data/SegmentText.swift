/// The text of a segment of a translation memory, without the codes of its formatting.
///
/// Elements around text, such as `<g>` and `<mrk>`, leave their text. Codes, such as `<x/>` and `<bpt>`, leave nothing,
/// with two exceptions: a placeholder such as `{0}` or `%s` is part of the sentence and stays, and a line break is a space.
struct SegmentText {
  /// Elements whose content is code in another format.
  private static let codes: Set<String> = ["bpt", "ept", "ph", "it", "ut"]

  private(set) var bytes: [UInt8] = []
  /// How many of the open elements hold code, and that code.
  private var depth = 0
  private var code: [UInt8] = []

  mutating func start(_ tag: XMLTag) {
    if depth > 0 || Self.codes.contains(tag.name) { depth += 1 }
    if depth > 0 { return }
    if tag["ctype"] == "lb" { bytes.append(UInt8(ascii: " ")) }
    if let text = tag["equiv-text"] ?? tag["equiv"] { addCode(text) }
  }

  mutating func end() {
    guard depth > 0 else { return }
    depth -= 1
    if depth == 0 {
      addCode(String(decoding: code, as: UTF8.self))
      code = []
    }
  }

  mutating func add(_ text: [UInt8]) {
    if depth > 0 { code += text } else { bytes += text }
  }

  private mutating func addCode(_ code: String) {
    if code.lowercased().hasPrefix("<br") || code == "\n" {
      bytes.append(UInt8(ascii: " "))
    } else if Self.isPlaceholder(code) {
      bytes += code.utf8
    }
  }

  private static func isPlaceholder(_ code: String) -> Bool {
    guard code.utf8.count <= 60 else { return false }
    let isInBraces = (code.hasPrefix("{") || code.hasPrefix("${")) && code.hasSuffix("}")
    let isPrinted = code.hasPrefix("%") && code.utf8.count > 1 && !code.contains(" ")
    return (isInBraces && !code.hasPrefix("{\\")) || isPrinted
  }
}
