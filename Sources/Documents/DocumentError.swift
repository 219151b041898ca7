/// Why a document cannot be read.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The line is not valid UTF-8.
    case notUTF8
    /// The document is in another encoding, by its first bytes or its own words.
    case otherEncoding(String)
    /// The document ends inside of something: a string, a tag.
    case endsInside(String)
    /// Something else was expected.
    case expected(String)
    /// An end tag that ends nothing, or an element without an end.
    case unmatched(tag: String)
    /// It declares entities of its own, so its text cannot be told.
    case declaresEntities
  }

  /// The line, counted from 1.
  public let line: Int
  /// What is wrong there.
  public let reason: Reason

  /// One line: where, what is wrong, and what to do.
  public var description: String { "line \(line): \(explanation)" }

  private var explanation: String {
    switch reason {
    case .notUTF8:
      "the text is not UTF-8; if it is in another encoding, convert it with `iconv -t UTF-8`"
    case .otherEncoding(let name):
      "the document is in \(name); convert it with `iconv -f \(name) -t UTF-8`, and change the name if it names it"
    case .endsInside(let thing): "the document ends inside of \(thing)"
    case .expected(let thing): "\(thing) is missing"
    case .unmatched(let tag): "the tag <\(tag)> has no counterpart"
    case .declaresEntities:
      "the document declares entities of its own; replace them, and remove its DOCTYPE"
    }
  }
}

extension DocumentError {
  /// An error at a place of a document.
  init(_ reason: Reason, at place: Int, in bytes: [UInt8]) {
    self.reason = reason
    line = 1 + SourceLine.breaks(in: bytes[..<min(place, bytes.count)])
  }
}
