import Seq2Seq

/// Files of sentence pairs, in the format that their name tells.
enum PairFile {
  /// The pairs of a file.
  static func source(_ path: String, _ columns: Columns) -> any PairSource {
    // Another format is a line here, such as: if path.hasSuffix(".csv") { return … }
    TabSeparatedPairs(path: path, columns: (columns.source, columns.target))
  }
}
