#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@testable import phrasebook

/// The corpus built anew, and the committed files beside it.
enum Corpus {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../data", directoryHint: .isDirectory).standardizedFileURL

  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: directory.appending(path: name)), as: UTF8.self)
  }

  static func core() throws -> [Sentence] {
    try SentencePairs.parse(text("core.tsv"), file: "core.tsv")
  }

  /// Built once: every suite reads the same.
  static let grammar: [Grammar.Labelled] = Grammar.sentences(besides: (try? core()) ?? [])

  /// All pairs of the three committed files.
  static func all() throws -> [Sentence] {
    try ["train.tsv", "valid.tsv", "test.tsv"].flatMap {
      try SentencePairs.parse(text($0), file: $0)
    }
  }
}

extension String {
  /// The words, without punctuation, in lower case; "l'eau" is "l'" and "eau".
  var spokenWords: [String] {
    replacing("'", with: "' ").lowercased()
      .split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }
      .map(String.init)
  }
}
