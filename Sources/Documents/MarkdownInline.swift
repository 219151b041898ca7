/// Finds the markup in the text of a block: emphasis, links, code, tags.
struct MarkdownInline {
  /// Something that may turn out to begin markup.
  private struct Opener {
    enum Kind: Hashable {
      case emphasis(UInt8, length: Int)
      case link
      case tag(String)
      /// Known to begin nothing.
      case dropped
    }

    var kind: Kind
    /// Its part, which is text until something closes it.
    var part: Int
  }

  private let text: [UInt8]
  private let labels: Set<String>
  private var place = 0
  private var parts: [Part] = []
  private var divisions: [Int] = []
  private var openers: [Opener] = []
  /// For each kind, where its openers are among all.
  private var positions: [Opener.Kind: [Int]] = [:]
  private var count = 0
  /// For each length, where the runs of so many backticks are, the last one first.
  private var backticks: [Int: [Int]] = [:]
  /// Whether comments end anywhere in the rest.
  private var hasComments = true
  /// Text and its escapes up to `place`.
  private var pending: [UInt8] = []
  private var pendingStart = 0

  private static let longestTag = 1000

  init(_ text: [UInt8], labels: Set<String>) {
    (self.text, self.labels) = (text, labels)
    findBackticks()
  }

  private mutating func findBackticks() {
    var place = text.count
    while place > 0 {
      place -= 1
      guard text[place] == UInt8(ascii: "`") else { continue }
      let end = place + 1
      while place > 0, text[place - 1] == UInt8(ascii: "`") { place -= 1 }
      backticks[end - place, default: []].append(place)
    }
  }

  /// The parts of the text, divided where lines end for good.
  mutating func read() -> [[Part]] {
    while place < text.count { step() }
    endText()
    var result: [[Part]] = []
    var start = 0
    for end in divisions + [parts.count] {
      result.append(Array(parts[start..<end]))
      start = end
    }
    return result
  }

  private mutating func step() {
    switch text[place] {
    case UInt8(ascii: "\\"): readBackslash()
    case UInt8(ascii: "`"): readCode()
    case UInt8(ascii: "<"): readAngle()
    case UInt8(ascii: "&"): readReference()
    case UInt8(ascii: "["): open(.link, length: 1)
    case UInt8(ascii: "!") where byte(place + 1) == UInt8(ascii: "["): open(.link, length: 2)
    case UInt8(ascii: "]"): closeLink()
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): readEmphasis()
    case UInt8(ascii: "h"): readAddress()
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D: readSpace()
    default: take(1)
    }
  }

  private func byte(_ place: Int) -> UInt8 { text.indices.contains(place) ? text[place] : 0x20 }

  // MARK: - Parts

  /// Takes bytes as text.
  private mutating func take(_ count: Int) {
    pending += text[place..<place + count]
    place += count
  }

  private mutating func endText() {
    if pendingStart < place {
      parts.append(
        Part(range: pendingStart..<place, content: .text(String(decoding: pending, as: UTF8.self))))
    }
    (pending, pendingStart) = ([], place)
  }

  private mutating func add(_ content: Part.Content, length: Int) {
    endText()
    parts.append(Part(range: place..<place + length, content: content))
    place += length
    pendingStart = place
  }

  private mutating func readSpace() {
    endText()
    let start = place
    while place < text.count, text[place].isSpace { place += 1 }
    let space = text[start..<place]
    let isHard = space.starts(with: [0x20, 0x20]) && space.contains(MarkdownBlock.lineFeed)
    parts.append(Part(range: start..<place, content: .space))
    pendingStart = place
    if isHard { divisions.append(parts.count) }
  }

  private mutating func readBackslash() {
    let next = byte(place + 1)
    if next == MarkdownBlock.lineFeed {
      add(.single(isContent: false), length: 2)
      divisions.append(parts.count)
    } else if next.isASCIIPunctuation {
      pending.append(next)
      place += 2
    } else {
      take(1)
    }
  }

  private mutating func readCode() {
    let length = text[place...].prefix { $0 == UInt8(ascii: "`") }.count
    while let last = backticks[length]?.last, last <= place { backticks[length]?.removeLast() }
    if let end = backticks[length]?.last {
      add(.single(isContent: true), length: end + length - place)
    } else {
      take(length)
    }
  }

  private mutating func readReference() {
    if let (character, end) = CharacterReferences.reference(in: text, at: place) {
      pending += character.utf8
      place = end
    } else {
      take(1)
    }
  }

  /// An address as it is, up to white space and without the punctuation of its sentence.
  private mutating func readAddress() {
    guard text.has("http://", at: place) || text.has("https://", at: place),
      !isWord(byte(place - 1))
    else {
      return take(1)
    }
    var end =
      text[place...].firstIndex { $0.isSpace || "<>()[]\"`*|".utf8.contains($0) } ?? text.count
    while ".,:;!?'_~".utf8.contains(text[end - 1]) { end -= 1 }
    add(.single(isContent: true), length: end - place)
  }

  // MARK: - What has an end

  private mutating func open(_ kind: Opener.Kind, length: Int) {
    add(.text(text.text(place..<place + length)), length: length)
    addOpener(kind, part: parts.count - 1)
  }

  /// Makes a part one that something may close.
  private mutating func addOpener(_ kind: Opener.Kind, part: Int) {
    positions[kind, default: []].append(openers.count)
    openers.append(Opener(kind: kind, part: part))
  }

  /// Takes the last opener of a kind, and drops those after it.
  private mutating func opener(_ kind: Opener.Kind) -> Int? {
    guard positions[kind]?.last != nil else { return nil }
    while let last = openers.popLast() {
      positions[last.kind]?.removeLast()
      if last.kind == kind { return last.part }
    }
    return nil
  }

  /// Makes a pair of the opener's part and what ends here.
  private mutating func close(
    _ part: Int, length: Int, replacement: [UInt8]? = nil, isDroppable: Bool = false
  ) {
    count += 1
    parts[part].content = .open(count)
    parts[part].isDroppable = isDroppable
    add(.close(count), length: length)
    parts[parts.count - 1].replacement = replacement
  }

  private mutating func readEmphasis() {
    let mark = text[place]
    let end = text[place...].firstIndex { $0 != mark } ?? text.count
    let length = end - place
    guard length <= 3, mark != UInt8(ascii: "~") || length == 2 else { return take(length) }
    let (before, after) = (neighbour(before: place), neighbour(after: end))
    let isLeft = after != .space && (after == .word || before != .word)
    let isRight = before != .space && (before == .word || after != .word)
    let isUnderscore = mark == UInt8(ascii: "_")
    if isRight, !isUnderscore || !isLeft || after == .punctuation, closeEmphasis(mark, length) {
      return
    }
    if isLeft, !isUnderscore || !isRight || before == .punctuation {
      openEmphasis(mark, length)
    } else {
      take(end - place)
    }
  }

  private mutating func openEmphasis(_ mark: UInt8, _ length: Int) {
    guard length == 3 else { return open(.emphasis(mark, length: length), length: length) }
    // Two parts, since it may be closed by one mark and two, in either order.
    add(.text(text.text(place..<place + 1)), length: 1)
    add(.text(text.text(place..<place + 2)), length: 2)
    addOpener(.emphasis(mark, length: 3), part: parts.count - 2)
  }

  /// Closes emphasis with a run of marks; false if nothing is open that it could close.
  private mutating func closeEmphasis(_ mark: UInt8, _ length: Int) -> Bool {
    let lengths = length == 3 ? [3, 2, 1] : [length, 3]
    let open = lengths.compactMap { own in
      positions[.emphasis(mark, length: own)]?.last.map { (position: $0, length: own) }
    }
    guard let last = open.max(by: { $0.position < $1.position }),
      let part = opener(.emphasis(mark, length: last.length))
    else { return false }
    if last.length == 3 {
      closeThree(mark, part, length)
    } else {
      close(part, length: last.length, isDroppable: true)
      let rest = length - last.length
      if rest > 0, !closeEmphasis(mark, rest) { take(rest) }
    }
    return true
  }

  /// Closes a run of three marks, or the inner ones of it.
  private mutating func closeThree(_ mark: UInt8, _ part: Int, _ length: Int) {
    let start = parts[part].range.lowerBound
    if length == 1 {
      parts[part] = Part(range: start..<start + 2, content: .text(text.text(start..<start + 2)))
      parts[part + 1] = Part(
        range: start + 2..<start + 3, content: .text(text.text(start + 2..<start + 3)))
    }
    close(part + 1, length: min(length, 2), isDroppable: true)
    if length == 3 {
      close(part, length: 1, isDroppable: true)
    } else {
      addOpener(.emphasis(mark, length: 3 - length), part: part)
    }
  }

  private enum Neighbour { case space, punctuation, word }

  private func neighbour(before place: Int) -> Neighbour {
    guard place > 0 else { return .space }
    var start = place - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return neighbour(start..<place)
  }

  private func neighbour(after place: Int) -> Neighbour {
    guard place < text.count else { return .space }
    var end = place + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return neighbour(place..<end)
  }

  private func neighbour(_ range: Range<Int>) -> Neighbour {
    guard let scalar = text.text(range).unicodeScalars.first else { return .space }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
      .otherSymbol:
      return .punctuation
    default: return .word
    }
  }

  private func isWord(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte >= 0x80 }

  // MARK: - Links

  private mutating func closeLink() {
    guard let link = positions[.link]?.last else { return take(1) }
    let place = parts[openers[link].part].range.upperBound
    if let end = destinationEnd() ?? referenceEnd(), let part = opener(.link) {
      return close(part, length: end - self.place)
    }
    let length = self.place - place
    let label = length < 1000 ? text.text(place..<self.place) : ""
    if label.hasPrefix("^"), let part = opener(.link) { return closeNote(part) }
    if labels.contains(MarkdownLabel.normalized(label)), let part = opener(.link) {
      // The text is the label as well: when it is translated, the label is named after it.
      let isCollapsed = text.has("[]", at: self.place + 1)
      close(part, length: isCollapsed ? 3 : 1, replacement: Array("][\(label)]".utf8))
      return
    }
    // The bracket is text.
    positions[.link]?.removeLast()
    openers[link].kind = .dropped
    positions[.dropped, default: []].append(link)
    take(1)
  }

  /// Makes the footnote's number that ends here one mark.
  private mutating func closeNote(_ part: Int) {
    endText()
    let start = parts[part].range.lowerBound
    parts.removeSubrange(part...)
    while let last = divisions.last, last > part { divisions.removeLast() }
    parts.append(Part(range: start..<place + 1, content: .single(isContent: false)))
    place += 1
    pendingStart = place
  }

  /// The end of `](destination "title")`; nil if that does not follow.
  private func destinationEnd() -> Int? {
    guard byte(place + 1) == UInt8(ascii: "(") else { return nil }
    let limit = min(text.count, place + Self.longestTag)
    var end = place + 2
    var depth = 0
    var quote: UInt8 = 0
    while end < limit {
      let byte = text[end]
      if byte == UInt8(ascii: "\\") {
        end += 1
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") && text[end - 1].isSpace {
        quote = byte
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        if depth == 0 { return end + 1 }
        depth -= 1
      }
      end += 1
    }
    return nil
  }

  /// The end of `][label]`; nil if that does not follow or no such label is defined.
  private func referenceEnd() -> Int? {
    guard byte(place + 1) == UInt8(ascii: "["),
      let close = text[(place + 2)...].prefix(Self.longestTag).firstIndex(of: UInt8(ascii: "]")),
      close > place + 2, labels.contains(MarkdownLabel.normalized(text.text(place + 2..<close)))
    else { return nil }
    return close + 1
  }

  // MARK: - Tags

  private mutating func readAngle() {
    let next = byte(place + 1)
    let limit = min(text.count, place + Self.longestTag)
    if text.has("<!--", at: place) { return readComment() }
    guard next.isASCIILetter || next == UInt8(ascii: "/") else { return take(1) }
    if let close = addressEnd(limit) { return add(.single(isContent: true), length: close - place) }
    // Another "<" before the end means that this one is text, but for those in attributes, which are rare.
    let sign = text[(place + 1)..<limit].first {
      $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    guard sign == UInt8(ascii: ">"), let tag = MarkupTag(text, at: place, end: limit),
      !tag.name.utf8.contains(where: { "<@:.".utf8.contains($0) })
    else { return take(1) }
    let length = tag.range.count
    if tag.kind == .end {
      if let part = opener(.tag(tag.name)) {
        close(part, length: length)
      } else {
        add(.single(isContent: false), length: length)
      }
    } else if tag.kind == .empty || HTMLElements.void.contains(tag.name) {
      add(.single(isContent: false), length: length)
      if tag.name == "br" { divisions.append(parts.count) }
    } else {
      add(.single(isContent: false), length: length)
      addOpener(.tag(tag.name), part: parts.count - 1)
    }
  }

  private mutating func readComment() {
    guard hasComments, let end = text.place(of: "-->", from: place + 4) else {
      hasComments = false
      return take(1)
    }
    add(.single(isContent: false), length: end + 3 - place)
  }

  /// The end of an address in angle brackets: `<https://…>`, `<me@example.org>`.
  private func addressEnd(_ limit: Int) -> Int? {
    guard
      let close = text[place..<limit].firstIndex(where: { $0 == UInt8(ascii: ">") || $0.isSpace }),
      text[close] == UInt8(ascii: ">")
    else { return nil }
    let inside = text[(place + 1)..<close]
    let isAddress =
      inside.contains(UInt8(ascii: "@"))
      || inside.firstIndex(of: UInt8(ascii: ":")).map { $0 - place > 2 } == true
    return isAddress && !inside.contains(UInt8(ascii: "<")) && !inside.contains(UInt8(ascii: "="))
      ? close + 1 : nil
  }
}
