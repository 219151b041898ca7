/// Why texts cannot be scored or compared.
public enum EvaluationError: Error, Sendable, Equatable {
  /// There is nothing to score.
  case noSegments
  /// No stream of references was given.
  case noReferences
  /// The number of segments in a stream of references (numbered from 1) differs from the number of hypotheses.
  case lengthMismatch(hypotheses: Int, references: Int, stream: Int)
  /// A segment (numbered from 1) has no reference in any stream.
  case segmentWithoutReference(segment: Int)
  /// A line (numbered from 1) is not valid UTF-8.
  case invalidUTF8(line: Int)
  /// A line (numbered from 1) has the wrong number of tab-separated fields.
  case fieldCount(line: Int, expected: Int, found: Int)
  /// A paired test has fewer than two systems.
  case nothingToCompare
}

extension EvaluationError: CustomStringConvertible {
  /// The error, its place and what to do about it, for people.
  public var description: String {
    switch self {
    case .noSegments:
      "there are no segments to score; give at least one line"
    case .noReferences:
      "there are no references; give at least one reference for each hypothesis"
    case .lengthMismatch(let hypotheses, let references, let stream):
      "\(hypotheses) hypotheses but \(references) references in reference \(stream); "
        + "both must have the same number of lines"
    case .segmentWithoutReference(let segment):
      "segment \(segment) has no reference; give it one in at least one stream"
    case .invalidUTF8(let line):
      "line \(line) is not valid UTF-8; convert the text to UTF-8"
    case .fieldCount(let line, let expected, let found):
      "line \(line) has \(found) tab-separated fields where \(expected) were expected"
    case .nothingToCompare:
      "a paired test compares systems; give a baseline and at least one more system"
    }
  }
}
