/// Text in the form that browsers send: `q=I+am+cold.&source=en`.
enum FormBody {
  /// The parameters of a form or of a query, in order.
  ///
  /// A `%` that no two hexadecimal digits follow stands for itself; bytes that are not UTF-8 are repaired.
  static func fields(of text: some Sequence<UInt8>) -> [(name: String, value: String)] {
    Array(text).split(separator: UInt8(ascii: "&")).map { part in
      let end = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      return (decoded(part[..<end]), decoded(part[end...].dropFirst()))
    }
  }

  /// The text that is written with `+` for a space and `%` before other bytes.
  static func decoded(_ part: ArraySlice<UInt8>, plusIsSpace: Bool = true) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.count)
    var place = part.startIndex
    while place < part.endIndex {
      let byte = part[place]
      if byte == UInt8(ascii: "%"), place + 2 < part.endIndex,
        let high = digit(part[place + 1]), let low = digit(part[place + 2])
      {
        bytes.append(high << 4 | low)
        place += 3
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        place += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
