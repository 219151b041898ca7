internal import Markup

/// Subtitles of SubRip: a number, times and the lines of a cue, then a blank line.
enum SubRip: DocumentReader {
  static let endings = ["srt"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    Cues(bytes).texts.flatMap { CueText(bytes, $0, syntax: .subRip).slots() }
  }
}

/// Subtitles of WebVTT: the same with a header, notes, styles and regions, which stay.
enum WebVTT: DocumentReader {
  static let endings = ["vtt"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    guard bytes.isEmpty || bytes.has("WEBVTT", at: 0) else {
      throw DocumentError(.expected("WEBVTT at the beginning"), at: 0, in: bytes)
    }
    return Cues(bytes).texts.flatMap { CueText(bytes, $0, syntax: .webVTT).slots() }
  }
}

/// The cues of a file of subtitles: the lines from one with times to the next blank one.
private struct Cues {
  /// The lines of each cue's text.
  var texts: [[SourceLine]] = []

  init(_ bytes: [UInt8]) {
    var lines: [SourceLine]?
    for line in SourceLine.all(in: bytes) {
      if bytes.trimmed(line.range).isEmpty {
        if let lines { texts.append(lines) }
        lines = nil
      } else if bytes.place(of: "-->", in: line.range) != nil {
        // Without a blank line before it, the last line of the cue before is this one's number.
        if let lines {
          texts.append(
            lines.last.map { Self.isNumber(bytes, $0) } == true ? lines.dropLast() : lines)
        }
        lines = []
      } else {
        lines?.append(line)
      }
    }
    if let lines { texts.append(lines) }
  }

  private static func isNumber(_ bytes: [UInt8], _ line: SourceLine) -> Bool {
    bytes[bytes.trimmed(line.range)].allSatisfy(\.isDigit)
  }
}

/// The text of a cue.
private struct CueText {
  enum Syntax: Sendable { case subRip, webVTT }

  let bytes: [UInt8]
  let lines: [SourceLine]
  let syntax: Syntax

  init(_ bytes: [UInt8], _ lines: [SourceLine], syntax: Syntax) {
    (self.bytes, self.lines, self.syntax) = (bytes, lines, syntax)
  }

  /// One place for the whole text, or one for each line if the lines begin with dashes, as those of several speakers do.
  func slots() -> [Slot] {
    let isDialogue = lines.count > 1 && lines.contains { startsWithDash($0) }
    return isDialogue
      ? lines.compactMap { slot([$0], isDialogue: true) } : [slot(lines)].compactMap(\.self)
  }

  private func startsWithDash(_ line: SourceLine) -> Bool {
    let start = bytes.trimmed(line.range).lowerBound
    return ["-", "–", "—", "‐"].contains { bytes.has($0, at: start) }
  }

  private func slot(_ lines: [SourceLine], isDialogue: Bool = false) -> Slot? {
    var parts: [Part] = []
    var tags = PairedTags()
    for (number, line) in lines.enumerated() {
      if number > 0 {
        parts.append(
          Part(range: lines[number - 1].range.upperBound..<line.range.lowerBound, content: .space))
      }
      add(line, isDialogue: isDialogue, to: &parts, &tags)
    }
    guard let text = parts.markedText() else { return nil }
    let (count, syntax) = (breaks(in: text.range) + 1, syntax)
    let ending = SourceLine.ending(of: bytes)
    return Slot(text) {
      BalancedLines(count: count, ending: ending).bytes(of: $0, escape: syntax.escaped)
    }
  }

  private func breaks(in range: Range<Int>) -> Int { SourceLine.breaks(in: bytes[range]) }

  // MARK: - Parts

  private func add(
    _ line: SourceLine, isDialogue: Bool, to parts: inout [Part], _ tags: inout PairedTags
  ) {
    let range = bytes.trimmed(line.range)
    parts.append(Part(range: line.range.lowerBound..<range.lowerBound, content: .space))
    var start = range.lowerBound
    // The dash before the words of a speaker is none of them.
    if isDialogue, let dash = dashEnd(range) {
      parts.append(Part(range: start..<dash, content: .single(isContent: false)))
      start = dash
    }
    var place = start
    while place < range.upperBound {
      guard let markup = markup(at: place, end: range.upperBound, &tags) else {
        place += 1
        continue
      }
      addText(start..<place, to: &parts)
      parts.append(markup)
      start = markup.range.upperBound
      place = start
    }
    addText(start..<range.upperBound, to: &parts)
    parts.append(Part(range: range.upperBound..<line.range.upperBound, content: .space))
  }

  private func dashEnd(_ range: Range<Int>) -> Int? {
    guard let dash = ["-", "–", "—", "‐"].first(where: { bytes.has($0, at: range.lowerBound) })
    else { return nil }
    var end = range.lowerBound + dash.utf8.count
    while end < range.upperBound, bytes[end].isBlank { end += 1 }
    return end
  }

  /// Text with its runs of white space as single spaces.
  private func addText(_ range: Range<Int>, to parts: inout [Part]) {
    var start = range.lowerBound
    while start < range.upperBound {
      let isSpace = bytes[start].isSpace
      let end =
        bytes[start..<range.upperBound].firstIndex { $0.isSpace != isSpace } ?? range.upperBound
      let text = bytes.text(start..<end)
      let own = syntax == .webVTT ? CharacterReferences.decoded(text) : text
      parts.append(Part(range: start..<end, content: isSpace ? .space : .text(own)))
      start = end
    }
  }

  /// A tag, a time within a cue, or a command of Advanced SubStation such as `{\an8}`.
  private func markup(at place: Int, end: Int, _ tags: inout PairedTags) -> Part? {
    if bytes.has("{\\", at: place),
      let close = bytes[place..<end].prefix(200).firstIndex(of: UInt8(ascii: "}"))
    {
      return Part(range: place..<close + 1, content: .single(isContent: false))
    }
    guard bytes[place] == UInt8(ascii: "<"), place + 1 < end,
      bytes[place + 1].isAlphanumeric || bytes[place + 1] == UInt8(ascii: "/"),
      let close = bytes[place..<end].prefix(1000).firstIndex(where: { $0 == UInt8(ascii: ">") })
    else { return nil }
    let range = place..<close + 1
    if bytes[place + 1] == UInt8(ascii: "/") {
      return Part(range: range, content: tags.close(bytes.tagName(at: place + 2)))
    }
    if bytes[place + 1].isDigit { return Part(range: range, content: .single(isContent: false)) }
    return Part(range: range, content: tags.open(bytes.tagName(at: place + 1)))
  }
}

extension CueText.Syntax {
  /// Text as it may stand in a cue.
  func escaped(_ text: String) -> [UInt8] {
    switch self {
    case .subRip: return Array(text.replacing("-->", with: "→").utf8)
    case .webVTT: return CharacterReferences.encoded(text)
    }
  }
}

/// Sets a translation in a number of lines of about equal length.
struct BalancedLines {
  let count: Int
  let ending: [UInt8]

  func bytes(of pieces: [Piece], escape: (String) -> [UInt8]) -> [UInt8] {
    let words = LineLayout.words(of: pieces, escape: escape)
    let lengths = words.map { word in word.count { $0 & 0xC0 != 0x80 } + 1 }
    let total = lengths.reduce(0, +)
    var result: [UInt8] = []
    var (written, line) = (0, 1)
    for (word, length) in zip(words, lengths) {
      if !result.isEmpty {
        // The line ends where it is nearest to its share of the whole.
        let isFull = count > line && (2 * written + length) * count >= 2 * total * line
        result += isFull ? ending : [0x20]
        if isFull { line += 1 }
      }
      result += word
      written += length
    }
    return result
  }
}

/// Gives the tags of a text the numbers by which they are pairs.
struct PairedTags {
  private var open: [String: [Int]] = [:]
  private var count = 0

  mutating func open(_ name: String) -> Part.Content {
    count += 1
    open[name, default: []].append(count)
    return .open(count)
  }

  mutating func close(_ name: String) -> Part.Content {
    open[name]?.popLast().map { .close($0) } ?? .single(isContent: false)
  }
}

extension [UInt8] {
  /// The name of a tag, in small letters.
  func tagName(at place: Int) -> String {
    let end = self[Swift.min(place, count)...].prefix(100).firstIndex {
      !$0.isAlphanumeric && !"-:_".utf8.contains($0)
    }
    return text(place..<(end ?? Swift.min(place + 100, count))).lowercased()
  }

  /// Where a text begins in a range.
  func place(of text: String, in range: Range<Int>) -> Int? {
    guard let first = text.utf8.first else { return nil }
    var place = range.lowerBound
    while let next = self[place..<range.upperBound].firstIndex(of: first) {
      if next + text.utf8.count <= range.upperBound, has(text, at: next) { return next }
      place = next + 1
    }
    return nil
  }
}
