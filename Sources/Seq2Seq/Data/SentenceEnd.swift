internal import Tokenization

/// How a text ends: with a mark, or with a word.
enum SentenceEnd {
  /// A mark that is added to a text without one.
  enum Added: String, Sendable {
    case none = ""
    case stop = "."
    case question = "?"
  }

  /// The marks to read a text with, if a model knows only texts with marks: people leave them out of questions, too.
  static func readings(of text: String, addsMark: Bool) -> [Added] {
    addsMark && isOpen(text) ? [.stop, .question] : [.none]
  }

  /// Whether the text ends with a letter, a digit or a span, and no mark after it.
  static func isOpen(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    return last.isOfWord || Mark(last) != nil
  }

  /// A translation without the full stop at its end.
  static func withoutStop(_ text: String) -> String {
    guard let last = text.unicodeScalars.last, stops.contains(last) else { return text }
    var scalars = text.unicodeScalars
    scalars.removeLast()
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  private static let stops = Set(".。．।։".unicodeScalars)
}
