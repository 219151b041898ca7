/// A source of pairs that is one file.
public protocol PairsInFile: PairSource {
  /// The file, which may be compressed with gzip.
  var path: String { get }
}

extension PairsInFile {
  /// The file's name.
  public var name: String { path }

  /// False for a pipe.
  public var isRepeatable: Bool { CorpusLines.isRepeatable(path) }
}
