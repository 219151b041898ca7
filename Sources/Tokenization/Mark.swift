import Platform

/// A character that stands for something about the text rather than for text.
///
/// Marks are written into a line before it is encoded, and read from a translation after it is decoded. They are
/// noncharacters of Unicode (U+FDD0 to U+FDEF), which are set aside for use inside a program and occur in no text that
/// people exchange. A vocabulary that was learned with marks has one token for each, which is never part of a longer
/// piece. Without them, a mark is encoded as bytes like any unknown character.
package struct Mark: Hashable, Sendable, Comparable {
  /// Which of the marks it is, from 0.
  package let number: Int

  package static let count = 32

  /// The marks of what is not to be translated.
  package static let spans = 0..<16
  /// The marks of letter case: see ``CaseMark``.
  package static let cases = 16..<24
  /// At the beginning of a source: it is of a synthetic pair (Caswell, Chelba & Grangier 2019).
  package static let synthetic = Mark(24)

  package init(_ number: Int) {
    precondition((0..<Self.count).contains(number), "a mark from 0 to 31")
    self.number = number
  }

  /// The mark that a character is; nil if it is an ordinary one.
  package init?(_ scalar: Unicode.Scalar) {
    guard 0xFDD0...0xFDEF ~= scalar.value else { return nil }
    number = Int(scalar.value) - 0xFDD0
  }

  package var scalar: Unicode.Scalar {
    // Only surrogates are no scalars, so the other side is never taken.
    Unicode.Scalar(UInt32(0xFDD0 + number)) ?? "\u{FFFD}"
  }

  /// Whether it is about letter case, so that it is no text.
  package var isOfCase: Bool { Self.cases.contains(number) }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// A line without marks, or without some of them, as lines from outside must be before marks are written into them.
  package static func removed(
    from line: String, where isRemoved: (Mark) -> Bool = { _ in true }
  ) -> String {
    // The first byte of every mark.
    guard line.contains(byte: 0xEF) else { return line }
    func isRemovedMark(_ scalar: Unicode.Scalar) -> Bool { Mark(scalar).map(isRemoved) ?? false }
    let scalars = line.unicodeScalars
    guard scalars.contains(where: isRemovedMark) else { return line }
    return String(String.UnicodeScalarView(scalars.filter { !isRemovedMark($0) }))
  }
}

extension Vocabulary {
  /// The token of a mark; nil if the vocabulary was learned without it.
  package func id(of mark: Mark) -> Int32? { id(of: String(mark.scalar)) }
}
