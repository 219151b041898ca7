import Foundation

/// Sentences and their translations by the model that comes with the program, the same on every processor.
enum GoldenLines {
  static let root = String(#filePath.dropLast("Tests/CommandTests/GoldenLines.swift".count))
  static let model = root + "models/phrasebook/model.safetensors"

  /// Source and translation.
  static func pairs() throws -> [(source: String, translation: String)] {
    let path = root + "Tests/Seq2SeqTests/Fixtures/golden/phrasebook.tsv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").map { line in
      let columns = line.split(separator: "\t")
      return (String(columns[0]), String(columns[1]))
    }
  }

  /// The source sentences, one per line.
  static func input() throws -> String { try pairs().map { $0.source + "\n" }.joined() }
}
