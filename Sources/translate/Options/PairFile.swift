import Seq2Seq

/// Opens files of sentence pairs by the format that their name tells.
enum PairFile {
  /// The pairs of the file at `path`.
  static func source(_ path: String, _ columns: Columns) -> any PairSource {
    // Another format takes one line here, such as: if path.hasSuffix(".csv") { return … }
    TabSeparatedPairs(path: path, columns: (columns.source, columns.target))
  }
}
