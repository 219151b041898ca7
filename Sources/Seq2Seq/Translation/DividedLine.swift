/// A line as the pieces that are translated by themselves, and the white space around them.
///
/// A piece is a sentence; or a few clauses, if the sentence has too many tokens; or several sentences, if a forced
/// beginning has several. A blank line has no pieces.
struct DividedLine: Sendable {
  /// A part of a line.
  struct Piece: Sendable {
    /// The white space of the line before the piece.
    var space = ""
    /// The piece, without white space around it.
    var text = ""
    /// The number of the line's word that the piece begins with or in, counted from 0.
    var firstWord = 0
    /// Its tokens; none if it has no letter and so comes through unchanged.
    var tokens: [Int32] = []
    /// Whether it had more tokens.
    var wasCut = false
    /// The tokens that its translation begins with.
    var prefix: [Int32] = []

    var isTranslated: Bool { !tokens.isEmpty }
  }

  var pieces: [Piece] = []
  /// The white space after the last piece.
  var end = ""

  /// The pieces that are searched for, in order.
  var translatedPieces: [Piece] { pieces.filter(\.isTranslated) }
}
