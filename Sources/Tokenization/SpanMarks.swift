import Platform

/// Spans that stand at the same places in sentences, and so share marks.
package enum SpanClass: String, Sendable, Hashable, CaseIterable, Codable {
  /// Numbers and times.
  case number
  /// What stands like a name: placeholders, addresses, names of files, hashtags, code, names.
  case name
  /// Tags and character references.
  case tag

  package init(_ kind: SpanKind) {
    self =
      switch kind {
      case .number, .time: .number
      case .tag, .entity: .tag
      default: .name
      }
  }

  /// The marks of its spans; a sentence may have as many.
  package var marks: [Mark] {
    let numbers =
      switch self {
      case .number: 0..<4
      case .name: 4..<10
      case .tag: 10..<16
      }
    return numbers.map { Mark($0) }
  }
}

/// What a training has learned about spans, and keeps in the model.
package struct SpanForms: Sendable, Equatable {
  /// The classes whose spans became marks in training.
  package let classes: [SpanClass]
  /// How the target sets numbers.
  package let numbers: NumberForms
  /// Finds names that are not to be translated; nil if capitals do not tell names, as in German.
  package let names: NameFinder?

  package init(classes: Set<SpanClass>, numbers: NumberForms, names: NameFinder? = nil) {
    self.names = names
    self.classes = SpanClass.allCases.filter { classes.contains($0) }
    self.numbers = numbers
  }

  /// The marks of a vocabulary, in the order of their tokens.
  package var marks: [Mark] { classes.flatMap(\.marks) }
}

/// Texts with marks in place of some of their spans, and what the marks stand for.
///
/// `restored(text) == line` for every line without marks of spans.
package struct MarkedSpans: Sendable {
  /// What a mark stands for.
  private struct Entry {
    var text: String
    var isGlued: (left: Bool, right: Bool)
  }

  /// A line with marks.
  package private(set) var text: String
  /// The spans of the line that have no mark, by their places in the text.
  package private(set) var rest: [TextSpan] = []
  /// Where the text comes from in the line.
  package private(set) var map = TextMap()
  private var entries: [Int: Entry] = [:]

  /// Writes marks into a line: one for each span that has one in `marks`.
  ///
  /// A mark directly before a word gets a space after it, so that the word has its usual pieces.
  package init(_ line: String, _ spans: [TextSpan], marks: [Mark?], numbers: NumberForms? = nil) {
    let bytes = Array(line.utf8)
    var result: [UInt8] = []
    var end = 0
    for (span, mark) in zip(spans, marks) {
      map.copy(to: result.count, from: end)
      result += bytes[end..<span.range.lowerBound]
      end = span.range.upperBound
      let text = String(decoding: bytes[span.range], as: UTF8.self)
      guard let mark else {
        rest.append(TextSpan(result.count..<result.count + span.range.count, span.kind))
        result += bytes[span.range]
        continue
      }
      let isGlued = (
        left: bytes.scalar(before: span.range.lowerBound)?.isOfWord == true,
        right: bytes.scalar(at: end)?.isOfWord == true
      )
      entries[mark.number] = Entry(
        text: span.kind == .number ? numbers?.apply(to: text) ?? text : text, isGlued: isGlued)
      map.copy(to: result.count, from: span.range.lowerBound)
      result += String(mark.scalar).utf8
      if isGlued.right && !isGlued.left { result.append(Normalizer.space) }
    }
    map.copy(to: result.count, from: end)
    result += bytes[end...]
    text = String(decoding: result, as: UTF8.self)
  }

  /// The marks of the text.
  package var marks: [Mark] { entries.keys.sorted().map { Mark($0) } }

  /// A text with the spans in place of their marks; other marks of spans have no text.
  package func restored(_ text: String) -> String {
    var map = TextMap()
    return restored(text, &map)
  }

  /// The same; `map` says where the result comes from in the text.
  package func restored(_ text: String, _ map: inout TextMap) -> String {
    guard text.contains(byte: 0xEF) else { return text }
    var result = String.UnicodeScalarView()
    var size = 0
    var place = 0
    var last: Entry?
    func append(_ more: String) {
      result.append(contentsOf: more.unicodeScalars)
      size += more.utf8.count
    }
    for scalar in text.unicodeScalars {
      defer { place += UTF8.width(scalar) }
      if let mark = Mark(scalar), Mark.spans.contains(mark.number) {
        guard let entry = entries[mark.number] else { continue }
        if !entry.isGlued.left, let before = result.last, before.isOfWord { append(" ") }
        map.copy(to: size, from: place)
        append(entry.text)
        last = entry
        continue
      }
      if let entry = last {
        last = nil
        if scalar == " ", entry.isGlued.right, !entry.isGlued.left { continue }
        if !entry.isGlued.right, scalar.isOfWord { append(" ") }
      }
      map.copy(to: size, from: place)
      append(String(scalar))
    }
    return String(result)
  }
}
