/// How a target language sets numbers that the source language sets otherwise: 3,000 as 3 000.
package struct NumberForms: Sendable, Equatable {
  /// A separator in a number of the source, by what follows it: a group of three digits, or others.
  struct Key: Hashable, Sendable {
    var separator: String
    var isOfGroups: Bool
  }

  /// What separators become; those that are not in it stay.
  let separators: [Key: String]

  init(separators: [Key: String]) { self.separators = separators }

  /// Forms that leave all numbers as they are.
  package init() { separators = [:] }

  /// A text with its numbers in the target's form.
  package func applied(in text: String) -> String {
    if separators.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result = ""
    var end = 0
    for span in SpanFinder.spans(in: text) where span.kind == .number {
      result += String(decoding: bytes[end..<span.range.lowerBound], as: UTF8.self)
      result += apply(to: String(decoding: bytes[span.range], as: UTF8.self))
      end = span.range.upperBound
    }
    return result + String(decoding: bytes[end...], as: UTF8.self)
  }

  /// A number in the target's form; one without separators stays.
  package func apply(to number: String) -> String {
    if separators.isEmpty { return number }
    let parts = NumberParts(number)
    guard parts.isPlain else { return number }
    var result = parts.runs.first ?? number
    for (index, separator) in parts.separators.enumerated() {
      result += separators[parts.key(index)] ?? separator
      result += parts.runs[index + 1]
    }
    return parts.sign + result
  }
}

/// A number as runs of digits with separators between them.
struct NumberParts {
  let sign: String
  private(set) var runs: [String] = []
  private(set) var separators: [String] = []

  init(_ number: String) {
    var scalars = number.unicodeScalars[...]
    sign = String(Substring(scalars.prefix { !Self.isDigit($0) }))
    scalars = scalars.drop { !Self.isDigit($0) }
    while !scalars.isEmpty {
      let run = scalars.prefix(while: Self.isDigit)
      runs.append(String(Substring(run)))
      scalars = scalars.dropFirst(run.count)
      let separator = scalars.prefix { !Self.isDigit($0) }
      if separator.isEmpty { break }
      separators.append(String(Substring(separator)))
      scalars = scalars.dropFirst(separator.count)
    }
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }

  /// Whether it has groups and a fraction only: no date, no list, no version.
  var isPlain: Bool {
    guard !separators.isEmpty, runs.count == separators.count + 1,
      runs[0].utf8.count <= 3 || separators.count == 1
    else { return false }
    let groups = Set(separators.indices.filter { key($0).isOfGroups }.map { separators[$0] })
    let fractions = separators.indices.filter { !key($0).isOfGroups }
    return groups.count <= 1 && fractions.count <= 1
      && fractions.allSatisfy { $0 == separators.count - 1 && !groups.contains(separators[$0]) }
      && separators.allSatisfy { Self.allowed.contains($0) }
  }

  private static let allowed: Set<String> = [
    ".", ",", "'", "\u{2019}", "\u{A0}", "\u{202F}", "\u{2009}", " ",
  ]

  func key(_ index: Int) -> NumberForms.Key {
    NumberForms.Key(
      separator: separators[index],
      isOfGroups: runs[index + 1].utf8.count == 3 && runs[index].utf8.count <= 3
        && !(runs[index].hasPrefix("0")))
  }
}

/// Counts how the numbers of sources are set in their targets, to learn ``NumberForms``.
package struct NumberCounts: Sendable {
  private var counts: [NumberForms.Key: [String: Int]] = [:]
  /// Fewer numbers are no evidence.
  private static let least = 3

  package init() {}

  /// Where a number stands in a text, with whatever separators; nil if it does not.
  ///
  /// `isTaken` says which places of the text's UTF-8 belong to other numbers.
  package mutating func find(
    _ number: String, in text: String, isTaken: (Range<Int>) -> Bool = { _ in false }
  ) -> Range<Int>? {
    let parts = NumberParts(number)
    guard parts.isPlain else { return nil }
    let bytes = Array(text.utf8)
    for start in bytes.indices where start == 0 || !(0x30...0x39 ~= bytes[start - 1]) {
      guard let (end, separators) = Self.match(parts, bytes, start), !isTaken(start..<end) else {
        continue
      }
      for (index, separator) in separators.enumerated() {
        counts[parts.key(index), default: [:]][separator, default: 0] += 1
      }
      return start..<end
    }
    return nil
  }

  /// Counts a number that is the same in the target.
  package mutating func addUnchanged(_ number: String) {
    let parts = NumberParts(number)
    guard parts.isPlain else { return }
    for (index, separator) in parts.separators.enumerated() {
      counts[parts.key(index), default: [:]][separator, default: 0] += 1
    }
  }

  private static let separators: [[UInt8]] =
    [".", ",", "'", "\u{2019}", "\u{202F}", "\u{A0}", "\u{2009}", " ", ""].map { Array($0.utf8) }

  private static func match(
    _ parts: NumberParts, _ bytes: [UInt8], _ start: Int
  ) -> (end: Int, separators: [String])? {
    var end = start
    var found: [String] = []
    for (index, run) in parts.runs.enumerated() {
      if index > 0 {
        let isOfGroups = parts.key(index - 1).isOfGroups
        let next = separators.first {
          bytes[end...].starts(with: $0 + Array(run.utf8))
            && (isOfGroups || !$0.isEmpty && $0 != [0x20])
        }
        guard let next else { return nil }
        found.append(String(decoding: next, as: UTF8.self))
        end += next.count
      }
      guard bytes[end...].starts(with: run.utf8) else { return nil }
      end += run.utf8.count
    }
    let isOver = end == bytes.count || !(0x30...0x39 ~= bytes[end])
    return isOver ? (end, found) : nil
  }

  /// What most separators became, where there is enough evidence.
  package var forms: NumberForms {
    var separators: [NumberForms.Key: String] = [:]
    for (key, targets) in counts {
      let total = targets.values.reduce(0, +)
      let best = targets.max { ($0.value, $1.key) < ($1.value, $0.key) }
      guard let best, best.value >= Self.least, 2 * best.value > total, best.key != key.separator
      else { continue }
      separators[key] = best.key
    }
    return NumberForms(separators: separators)
  }
}
