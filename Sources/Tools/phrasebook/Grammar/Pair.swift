/// The same words, phrase or sentence in both languages.
struct Pair: Hashable, Sendable {
  var english: String
  var french: String

  init(_ english: String, _ french: String) {
    self.english = english
    self.french = french
  }

  /// Appends each side of the other pair, after a space; empty sides add nothing.
  static func + (left: Pair, right: Pair) -> Pair {
    Pair(words(left.english, right.english), words(left.french, right.french))
  }

  static func + (left: Pair, right: (String, String)) -> Pair {
    left + Pair(right.0, right.1)
  }

  static let empty = Pair("", "")
}

/// Joins the parts that are not empty with single spaces.
func words(_ parts: String...) -> String {
  parts.filter { !$0.isEmpty }.joined(separator: " ")
}
