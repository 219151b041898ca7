/// Pairs as lines: English, TAB, French.
enum SentencePairs {
  /// Reads the lines of a file.
  ///
  /// - Throws: `PhrasebookError` for a line that is not two texts with one TAB between.
  static func parse(_ text: String, file: String) throws(PhrasebookError) -> [Sentence] {
    var result: [Sentence] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count == 2, !columns[0].isEmpty, !columns[1].isEmpty else {
        throw PhrasebookError(
          "\(file):\(index + 1): expected an English text, a TAB and a French text; correct the line."
        )
      }
      result.append(Sentence(english: String(columns[0]), french: String(columns[1])))
    }
    return result
  }

  static func lines(_ sentences: [Sentence]) -> String {
    sentences.map { "\($0.english)\t\($0.french)\n" }.joined()
  }
}

/// What went wrong, for the person who runs the program.
struct PhrasebookError: Error, CustomStringConvertible, Sendable {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
