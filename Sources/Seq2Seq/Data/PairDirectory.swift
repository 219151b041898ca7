internal import Platform

/// Finds the files of sentence pairs in a directory.
enum PairDirectory {
  private static let deepest = 16
  /// What trainings write beside their models looks like pairs, but holds none.
  private static let metrics = "metrics.jsonl"

  /// The file at a path; of a directory, all files in it and in its directories, in the order of their paths.
  static func files(at path: String) throws(CorpusError) -> [String] {
    guard FileStatus(path: path)?.isDirectory == true else { return [path] }
    let files = files(in: path, depth: 0)
    if files.isEmpty {
      let endings = PairFile.Format.allCases.compactMap(\.endings.first)
        .map { ".\($0)" }.joined(separator: ", ")
      throw .file(
        FileError(path: path, action: .read, reason: .nothingToRead(endings: endings)))
    }
    return files
  }

  private static func files(in directory: String, depth: Int) -> [String] {
    // Bytes are compared, so that the order is the same in every language of the system.
    let names = FileSystem.names(in: directory).filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var files: [String] = []
    for name in names {
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      guard let status = FileStatus(path: path) else { continue }
      if status.isDirectory {
        if depth < deepest { files += Self.files(in: path, depth: depth + 1) }
      } else if status.isRegular, name != metrics, PairFile.Format(name: name) != nil {
        files.append(path)
      }
    }
    return files
  }
}
