/// Divides sentences at clause marks, for sentences that are too long to be translated whole.
package enum Clauses {
  /// The clauses of a sentence, in order, as ranges of its UTF-8; together they are the whole sentence.
  ///
  /// A clause ends after a comma, semicolon, colon or dash, closing marks and the white space after them. European and
  /// Arabic marks need the white space: "3,5" and "12:30" are not divided. CJK marks and the em dash do not.
  package static func ranges(of sentence: String) -> [Range<Int>] {
    var ends: [Int] = []
    var state = State.inside
    var offset = 0
    for scalar in sentence.unicodeScalars {
      let next = state.after(scalar)
      if next == .inside, state.isBoundary { ends.append(offset) }
      state = next
      offset += UTF8.width(scalar)
    }
    if ends.last != offset, offset > 0 { ends.append(offset) }
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  /// Where a scan is: inside a clause, after a mark that may end it, or in the white space after that.
  private enum State {
    case inside, mark, strongMark, space

    /// Whether a clause ends here if text follows.
    var isBoundary: Bool { self == .strongMark || self == .space }

    func after(_ scalar: Unicode.Scalar) -> State {
      if scalar.properties.isWhitespace { return self == .inside ? .inside : .space }
      switch scalar {
      case ",", ";", ":", "\u{2013}", "\u{060C}", "\u{061B}": return .mark
      case "\u{2014}", "\u{3001}", "\u{FF0C}", "\u{FF1A}", "\u{FF1B}", "\u{FF64}":
        return .strongMark
      default: break
      }
      guard self == .mark || self == .strongMark else { return .inside }
      return scalar.mayCloseQuotation ? self : .inside
    }
  }
}
