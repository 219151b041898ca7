internal import Markup

/// Finds the markup in the text of a block: emphasis, links, code, tags.
struct MarkdownInline {
  /// Something that may turn out to begin markup.
  struct Opener {
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

  let text: [UInt8]
  let labels: Set<String>
  var place = 0
  var parts: [Part] = []
  var divisions: [Int] = []
  var openers: [Opener] = []
  /// For each kind, where its openers are among all.
  var positions: [Opener.Kind: [Int]] = [:]
  var count = 0
  /// For each length, where the runs of so many backticks are, the last one first.
  private var backticks: [Int: [Int]] = [:]
  /// Whether comments end anywhere in the rest.
  var hasComments = true
  /// Text and its escapes up to `place`.
  private var pending: [UInt8] = []
  var pendingStart = 0

  static let longestTag = 1000

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

  func byte(_ place: Int) -> UInt8 { text.indices.contains(place) ? text[place] : 0x20 }

  // MARK: - Parts

  /// Takes bytes as text.
  mutating func take(_ count: Int) {
    pending += text[place..<place + count]
    place += count
  }

  mutating func endText() {
    if pendingStart < place {
      parts.append(
        Part(range: pendingStart..<place, content: .text(String(decoding: pending, as: UTF8.self))))
    }
    (pending, pendingStart) = ([], place)
  }

  mutating func add(_ content: Part.Content, length: Int) {
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

  mutating func open(_ kind: Opener.Kind, length: Int) {
    add(.text(text.text(place..<place + length)), length: length)
    addOpener(kind, part: parts.count - 1)
  }

  /// Makes a part one that something may close.
  mutating func addOpener(_ kind: Opener.Kind, part: Int) {
    positions[kind, default: []].append(openers.count)
    openers.append(Opener(kind: kind, part: part))
  }

  /// Takes the last opener of a kind, and drops those after it.
  mutating func opener(_ kind: Opener.Kind) -> Int? {
    guard positions[kind]?.last != nil else { return nil }
    while let last = openers.popLast() {
      positions[last.kind]?.removeLast()
      if last.kind == kind { return last.part }
    }
    return nil
  }

  /// Makes a pair of the opener's part and what ends here.
  mutating func close(
    _ part: Int, length: Int, replacement: [UInt8]? = nil, isDroppable: Bool = false
  ) {
    count += 1
    parts[part].content = .open(count)
    parts[part].isDroppable = isDroppable
    add(.close(count), length: length)
    parts[parts.count - 1].replacement = replacement
  }
}
