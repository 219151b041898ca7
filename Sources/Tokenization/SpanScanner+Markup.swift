// Placeholders, markup and code. Each gives the end of what begins at a place, or nil.
extension SpanScanner {
  // MARK: - Placeholders

  func placeholderEnd(_ place: Int) -> Int? {
    switch bytes[place] {
    case UInt8(ascii: "{"): return bracesEnd(place)
    case UInt8(ascii: "$"):
      if let end = bracesEnd(place + 1) { return end }
      let first = byte(place + 1)
      guard 0x61...0x7A ~= first || first == UInt8(ascii: "_") else { return nil }
      return wordEnd(from: place + 1)
    default: return percentEnd(place)
    }
  }

  /// The end of `{name}` or `{{name}}`; the latter may have white space anywhere.
  func bracesEnd(_ place: Int) -> Int? {
    guard byte(place) == UInt8(ascii: "{") else { return nil }
    let isDouble = byte(place + 1) == UInt8(ascii: "{")
    var end = place + (isDouble ? 2 : 1)
    let start = end
    // White space stands only at the ends of the name and after a comma: other braces hold text.
    while byte(end) == 0x20, end - start < 4 { end += 1 }
    var hasName = false
    while end < bytes.count, end - start < 100 {
      let byte = bytes[end]
      if byte == UInt8(ascii: "}") {
        if isDouble { end += 1 }
        let isEmpty = !hasName && (isDouble || end - start > 0)
        return self.byte(end) == UInt8(ascii: "}") && !isEmpty ? end + 1 : nil
      }
      if byte == 0x20 && !isDouble {
        let next = self.byte(end + 1)
        guard bytes[end - 1] == UInt8(ascii: ",") || next == 0x20 || next == UInt8(ascii: "}")
        else { return nil }
      } else if byte < 0x20 || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ";") {
        return nil
      } else {
        hasName = true
      }
      end += 1
    }
    return nil
  }

  /// The end of `%d`, `%1$@`, `%(name)s`, `%{name}`, `%name%` or `%1`.
  private func percentEnd(_ place: Int) -> Int? {
    var end = place + 1
    if byte(end) == UInt8(ascii: "{") { return bracesEnd(end) }
    if byte(end) == UInt8(ascii: "(") {
      let name = wordEnd(from: end + 1)
      guard name > end + 1, byte(name) == UInt8(ascii: ")") else { return nil }
      end = name + 1
    } else if place > 0, isDigit(place - 1) {
      return nil
    } else {
      let digits = digitsEnd(end)
      if digits > end, byte(digits) == UInt8(ascii: "$") { end = digits + 1 }
    }
    if let conversion = conversionEnd(end) { return conversion }
    let name = wordEnd(from: place + 1)
    if name > place + 2, byte(name) == UInt8(ascii: "%") { return name + 1 }
    let digits = digitsEnd(place + 1)
    return digits > place + 1 && digits < place + 4 && name == digits ? digits : nil
  }

  private func conversionEnd(_ place: Int) -> Int? {
    var end = place
    func skip(_ set: String, most: Int) {
      let limit = end + most
      while end < limit, end < bytes.count, set.utf8.contains(bytes[end]) { end += 1 }
    }
    skip("-+0#'", most: 4)
    skip("0123456789*", most: 4)
    skip(".", most: 1)
    skip("0123456789*", most: 4)
    skip("hlLqjzt", most: 2)
    guard end < bytes.count, "@diouxXeEfFgGaAcCsSpP".utf8.contains(bytes[end]),
      wordLength(at: end + 1) == 0
    else { return nil }
    return end + 1
  }

  func digitsEnd(_ place: Int) -> Int {
    var end = place
    while isDigit(end) { end += 1 }
    return end
  }

  // MARK: - Markup

  /// The end of a tag or comment; it has no `<` inside.
  func tagEnd(_ place: Int) -> Int? {
    var end = place + 1
    let isComment = bytes[place...].starts(with: "<!--".utf8)
    if isComment {
      end += 3
    } else {
      if byte(end) == UInt8(ascii: "/") { end += 1 }
      if isDigit(end) { return numberedTagEnd(end) }
      guard isLetter(end) else { return nil }
      while isAlphanumeric(end) || "-_:.".utf8.contains(byte(end)) { end += 1 }
      guard byte(end) <= 0x20 || byte(end) == UInt8(ascii: ">") || byte(end) == UInt8(ascii: "/")
      else { return nil }
    }
    var quote: UInt8 = 0
    while end < bytes.count, bytes[end] != UInt8(ascii: "<") {
      let byte = bytes[end]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        if !isComment || bytes[..<end].suffix(2).elementsEqual("--".utf8) { return end + 1 }
      } else if !isComment, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        bytes[end - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      end += 1
    }
    return nil
  }

  /// The end of `<0>`, `</0>` or `<0/>`, by its digits.
  private func numberedTagEnd(_ digits: Int) -> Int? {
    var end = digitsEnd(digits)
    if byte(end) == UInt8(ascii: "/") { end += 1 }
    return byte(end) == UInt8(ascii: ">") && end - digits < 6 ? end + 1 : nil
  }

  func entityEnd(_ place: Int) -> Int? {
    let isNumber = byte(place + 1) == UInt8(ascii: "#")
    let start = place + (isNumber ? 2 : 1)
    guard isNumber || isLetter(start) else { return nil }
    var end = start
    while isAlphanumeric(end), end - start < 32 { end += 1 }
    // No name has one letter: "AT&T;" is text.
    guard end - start >= (isNumber ? 1 : 2), byte(end) == UInt8(ascii: ";") else { return nil }
    return end + 1
  }

  /// The end of `#word` or `@name`, with a letter in it.
  func tagWordEnd(_ place: Int) -> Int? {
    guard isFree(before: place) else { return nil }
    let end = wordEnd(from: place + 1)
    return (place + 1..<end).contains { !isDigit($0) } ? end : nil
  }

  // MARK: - Code

  /// The end of code in as many backticks as begin it.
  func codeEnd(_ place: Int) -> Int? {
    // Inside a run nothing begins: a long one would be looked at again and again.
    guard place == 0 || bytes[place - 1] != UInt8(ascii: "`") else { return nil }
    var start = place
    while byte(start) == UInt8(ascii: "`"), start - place < 4 { start += 1 }
    let count = start - place
    guard count <= 3, wordBefore(place) == false, byte(start) > 0x20 || count > 1 else {
      return nil
    }
    var end = start
    while end < bytes.count, end - start < 500 {
      guard bytes[end] == UInt8(ascii: "`") else {
        end += 1
        continue
      }
      let run = end
      while byte(end) == UInt8(ascii: "`") { end += 1 }
      if end - run != count { continue }
      return bytes[run - 1] > 0x20 && wordLength(at: end) == 0 || count > 1 ? end : nil
    }
    return nil
  }

  private func wordBefore(_ place: Int) -> Bool {
    place > 0 && wordLength(at: place - 1) == 1
  }
}
