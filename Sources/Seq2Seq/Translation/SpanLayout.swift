internal import Tokenization

/// A part's text as the model reads it, and what was taken out of it.
struct SpanLayout: Sendable {
  /// Spans that were taken out together, with what belongs to them, such as quotation marks around them.
  struct Unit: Sendable {
    var text: String
    /// Its place in the UTF-8 of the text without it.
    var place: Int
    /// Its place in the UTF-8 of the text with it.
    var origin = 0
    /// Whether a word stands directly before it, or after it.
    var isGlued: (left: Bool, right: Bool)
    /// Whether it is a tag that opens, or one that closes.
    var opens = false
    var closes = false
  }

  /// What the model reads.
  var text: String
  /// What was taken out, from left to right.
  var units: [Unit] = []
  /// Where the text comes from in the one with all that was taken out.
  var map = TextMap()
  /// Where the text with all that was taken out comes from in the part; nil if it is the part.
  var sourceMap: TextMap?
  /// What stands for the marks in the text; nil if it has none.
  var marked: MarkedSpans?
  /// The numbers that the model translates itself, each of which its translation must have.
  var numbers: [NumberText] = []
  /// The beginning of the translation as it was given, and as the model gets it.
  var prefix: (given: String, read: String)?

  /// Whether a translation has each number as often as the source does.
  func keepsNumbers(in translation: String) -> Bool {
    numbers.allSatisfy { $0.count(in: translation) == $0.count(in: text) }
  }

  /// Whether a translation has each time as it is in the source.
  func keepsForms(in translation: String) -> Bool {
    numbers.allSatisfy { !$0.isTime || translation.utf8.contains($0.text.utf8) }
  }
}

/// Takes spans out of a text.
struct SpanRemover {
  private let bytes: [UInt8]
  private var result: [UInt8] = []
  private var units: [SpanLayout.Unit] = []
  private var map = TextMap()

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The text without these spans, which are in order.
  ///
  /// Those at the places `given` are in the beginning of the translation already, and need no unit.
  static func layout(
    of text: String, without spans: [TextSpan], given: Set<Int> = []
  ) -> SpanLayout {
    var remover = SpanRemover(text)
    remover.remove(spans, given)
    return SpanLayout(
      text: String(decoding: remover.result, as: UTF8.self), units: remover.units,
      map: remover.map)
  }

  private mutating func remove(_ spans: [TextSpan], _ given: Set<Int>) {
    var end = 0
    for group in groups(spans, given) {
      map.copy(to: result.count, from: end)
      result += bytes[end..<max(end, group.range.lowerBound)]
      end = group.range.upperBound
      let isGlued = (left: isWord(before: group.range.lowerBound), right: isWord(at: end))
      if isGlued.left && isGlued.right {
        if !group.joinsWords { result.append(0x20) }
      } else if result.last ?? 0x20 == 0x20 {
        if byte(end) == 0x20 {
          while byte(end) == 0x20 { end += 1 }
        } else if end == bytes.count || Self.closers.contains(byte(end)) {
          while result.last == 0x20 { result.removeLast() }
        }
      }
      if group.isGiven { continue }
      units.append(
        .init(
          text: String(decoding: bytes[group.range], as: UTF8.self), place: result.count,
          origin: group.range.lowerBound,
          isGlued: isGlued, opens: group.isTag && !group.isClosing, closes: group.isClosing))
    }
    map.copy(to: result.count, from: end)
    result += bytes[end...]
    while result.last == 0x20 { result.removeLast() }
    for index in units.indices { units[index].place = min(units[index].place, result.count) }
  }

  private static let closers = Array(".,;:!?)]}".utf8)

  // MARK: - Characters

  private func byte(_ place: Int) -> UInt8 { bytes.indices.contains(place) ? bytes[place] : 0 }

  private func isWord(at place: Int) -> Bool {
    bytes.scalar(at: place)?.isOfSpacedWord == true
  }

  private func isWord(before place: Int) -> Bool {
    bytes.scalar(before: place)?.isOfSpacedWord == true
  }

  // MARK: - Groups

  /// Spans that are taken out together.
  private struct Group {
    var range: Range<Int>
    var isTag: Bool
    /// Whether its last tag closes an element.
    var isClosing: Bool
    /// Whether the words at both its sides are one word.
    var joinsWords: Bool
    var isGiven: Bool
  }

  private func groups(_ spans: [TextSpan], _ given: Set<Int>) -> [Group] {
    var result: [Group] = []
    for (place, span) in spans.enumerated() {
      let isTag = span.kind == .tag
      let next = Group(
        range: isTag ? span.range : enclosed(span, after: result.last?.range.upperBound ?? 0),
        isTag: isTag,
        isClosing: isTag && byte(span.range.lowerBound + 1) == UInt8(ascii: "/"),
        joinsWords: isTag && !isBlock(span.range), isGiven: given.contains(place))
      if let last = result.last, areTogether(last, next) {
        result[result.count - 1] = Group(
          range: last.range.lowerBound..<next.range.upperBound, isTag: last.isTag && next.isTag,
          isClosing: last.isTag && next.isClosing, joinsWords: last.joinsWords && next.joinsWords,
          isGiven: last.isGiven)
      } else {
        result.append(next)
      }
    }
    return result.map(withPunctuation)
  }

  private func isBlock(_ range: Range<Int>) -> Bool {
    let tag = String(decoding: bytes[range], as: UTF8.self).lowercased()
    return ["<br", "<p", "</p", "<hr", "<li", "</li", "<div", "</div", "<td", "</td"].contains {
      tag.hasPrefix($0) && tag.dropFirst($0.count).first?.isLetter != true
    }
  }

  /// A span with the brackets or quotation marks directly around it; a number also with its currency or unit.
  private func enclosed(_ span: TextSpan, after end: Int) -> Range<Int> {
    var range = span.range
    if span.kind.isNumeric {
      let before = Self.symbols.first { bytes[end..<range.lowerBound].suffix($0.count) == $0[...] }
      let after = Self.symbols.first { bytes[range.upperBound...].starts(with: $0) }
      range = range.lowerBound - (before?.count ?? 0)..<range.upperBound + (after?.count ?? 0)
    }
    while range.lowerBound > end {
      let pair = (byte(range.lowerBound - 1), byte(range.upperBound))
      let isPair = Self.pairs.contains { $0.0 == pair.0 && $0.1 == pair.1 }
      guard isPair, !isWord(before: range.lowerBound - 1), !isWord(at: range.upperBound + 1) else {
        break
      }
      range = range.lowerBound - 1..<range.upperBound + 1
    }
    return range
  }

  private static let symbols: [[UInt8]] = ["$", "€", "£", "¥", "%", "‰", "°", "#", "~", "±"].map {
    Array($0.utf8)
  }

  private static let pairs: [(UInt8, UInt8)] = [
    (0x28, 0x29), (0x5B, 0x5D), (0x22, 0x22), (0x27, 0x27),
  ]

  /// Whether nothing to translate stands between two groups.
  private func areTogether(_ left: Group, _ right: Group) -> Bool {
    if left.isGiven != right.isGiven { return false }
    let between = bytes[left.range.upperBound..<right.range.lowerBound]
    if between.isEmpty { return true }
    if isWord(before: left.range.lowerBound) || isWord(at: right.range.upperBound) { return false }
    if between.allSatisfy({ $0 == 0x20 }) { return true }
    return !left.isTag && !right.isTag && between.allSatisfy { " ,/-+&|:".utf8.contains($0) }
  }

  /// A group at the beginning with the mark after it, or at the end with the mark before it: the mark goes with it.
  private func withPunctuation(_ group: Group) -> Group {
    if group.isTag || group.isGiven { return group }
    var result = group
    var (start, end) = (group.range.lowerBound, group.range.upperBound)
    if bytes[..<start].allSatisfy({ $0 == 0x20 }) {
      while ",:;)".utf8.contains(byte(end)) { end += 1 }
      // A space follows such a mark.
      if byte(end) == 0x20 { result.range = start..<end }
    }
    if bytes[group.range.upperBound...].allSatisfy({ $0 == 0x20 || Self.closers.contains($0) }) {
      while start > 0, " ,:;-".utf8.contains(byte(start - 1)) { start -= 1 }
      if isWord(before: start) {
        while byte(start) == 0x20 { start += 1 }
        result.range = start..<result.range.upperBound
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter or digit of a script that sets spaces between words.
  var isOfSpacedWord: Bool {
    isOfWord && !Spacing.isUnspaced(self)
  }
}
