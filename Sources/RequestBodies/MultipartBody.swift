/// The parts of a `multipart/form-data` body: how browsers and clients send files.
struct MultipartBody: Sendable {
  /// One field of the form.
  struct Part: Sendable {
    let name: String
    /// The name of the file; nil if the part is not one.
    let fileName: String?
    let bytes: [UInt8]
  }

  let parts: [Part]
  /// More parts than any form of ours has.
  private static let mostParts = 100

  /// Reads a body; nil if it is not in that form.
  init?(_ body: [UInt8], contentType: String) {
    guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty else {
      return nil
    }
    let mark = Array("--\(boundary)".utf8)
    guard body.starts(with: mark) else { return nil }
    var parts: [Part] = []
    var place = mark.count
    while !body[place...].starts(with: "--".utf8) {
      guard parts.count < Self.mostParts, body[place...].starts(with: "\r\n".utf8),
        let end = Self.place(of: [0x0D, 0x0A] + mark, in: body, from: place),
        let part = Self.part(body[min(place + 2, end)..<end])
      else { return nil }
      parts.append(part)
      place = end + 2 + mark.count
    }
    self.parts = parts
  }

  private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
    let whole = Array(bytes)
    guard let end = place(of: [0x0D, 0x0A, 0x0D, 0x0A], in: whole, from: 0) else { return nil }
    let lines = String(decoding: whole[..<end], as: UTF8.self).split(whereSeparator: \.isNewline)
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition, let name = parameter("name", of: disposition) else { return nil }
    return Part(
      name: name, fileName: parameter("filename", of: disposition),
      bytes: Array(whole[(end + 4)...]))
  }

  /// The value of a parameter of a header, such as the boundary, without the quotation marks around it.
  private static func parameter(_ name: String, of header: some StringProtocol) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let text = part.drop { $0 == " " }
      guard let sign = text.firstIndex(of: "="), text[..<sign].lowercased() == name else {
        continue
      }
      var value = text[text.index(after: sign)...]
      while value.last == " " { value.removeLast() }
      if value.count > 1, value.first == "\"", value.last == "\"" {
        value = value.dropFirst().dropLast()
      }
      return String(value)
    }
    return nil
  }

  /// Where some bytes stand next; the time grows with the length of the body only, since they begin with a CR.
  private static func place(of bytes: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    var place = start
    while let found = body[place...].firstIndex(of: 0x0D) {
      if body[found...].starts(with: bytes) { return found }
      place = found + 1
    }
    return nil
  }
}
