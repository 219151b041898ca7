internal import Formatting

/// Why a glossary cannot be used.
public enum GlossaryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be read.
  case file(FileError)
  /// A line of a file, or a pair if there is no file, is not a term and its translation.
  case malformed(path: String?, line: Int, Fault)

  /// What is wrong with a line.
  public enum Fault: Hashable, Sendable {
    /// There is no TAB.
    case noTab
    /// There is no term before the TAB.
    case noSource
    /// There is no translation after the TAB.
    case noTarget
    /// It is not UTF-8, or holds NUL characters.
    case notText
    /// It is too long for a term.
    case tooLong
    /// The term stands in an earlier line, too, with another translation.
    case twoTargets(source: String, firstLine: Int)
  }

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .file(let error): return error.description
    case .malformed(let path, let line, let fault):
      let place = path.map { "cannot read \($0): line \(line.grouped)" } ?? "pair \(line.grouped)"
      return "\(place) \(fault.description)"
    }
  }
}

extension GlossaryError.Fault {
  fileprivate var description: String {
    switch self {
    case .noTab: "has no TAB; a line must be source term, TAB, target term"
    case .noSource: "has no source term; a line must be source term, TAB, target term"
    case .noTarget: "has no target term; a line must be source term, TAB, target term"
    case .notText: "is not text in UTF-8; is it a binary file?"
    case .tooLong: "is too long for a term; is it a glossary?"
    case .twoTargets(let source, let line):
      "gives \"\(source)\" another translation than line \(line.grouped); leave one of them out"
    }
  }
}
