internal import Platform

/// A source whose pairs depend on its description and on the contents of some files, and on nothing else.
protocol FileBackedPairs: PairSource {
  /// The files; nil if the pairs depend on more, or if one of them can be read only once.
  var filePaths: [String]? { get }
}

extension AlignedPairs: FileBackedPairs {
  var filePaths: [String]? { isRepeatable ? [sourcePath, targetPath] : nil }
}

extension CombinedPairs: FileBackedPairs {
  var filePaths: [String]? {
    var paths: [String] = []
    for source in sources {
      guard let more = CorpusFiles.paths(of: source) else { return nil }
      paths += more
    }
    return paths
  }
}

extension SyntheticPairs: FileBackedPairs {
  var filePaths: [String]? { CorpusFiles.paths(of: base) }
}

extension DistilledPairs: FileBackedPairs {
  var filePaths: [String]? { CorpusFiles.paths(of: base) }
}

extension ReversedPairs: FileBackedPairs {
  var filePaths: [String]? { CorpusFiles.paths(of: base) }
}

/// Tells whether corpora are those that they were, without reading them pair by pair.
enum CorpusFiles {
  private static let chunk = 1 << 22

  static func paths(of source: any PairSource) -> [String]? {
    if let file = source as? any PairsInFile { return file.isRepeatable ? [file.path] : nil }
    return (source as? any FileBackedPairs)?.filePaths
  }

  /// A hash of the bytes of all files of a source, and of how they are read; nil if it is not known what its pairs
  /// depend on, or if a file cannot be read.
  static func digest(of source: any PairSource, _ encoder: ParallelEncoder) -> CorpusDigest? {
    guard let paths = paths(of: source) else { return nil }
    var digest = CorpusDigest()
    digest.add(String(reflecting: source))
    for path in paths {
      guard let file = try? OpenFile(reading: path), let size = try? file.status(for: .read).size
      else { return nil }
      let chunks = (size + chunk - 1) / chunk
      let hashes = encoder.map(chunks, atOnce: 1) { number -> UInt64? in
        let range = number * chunk..<min((number + 1) * chunk, size)
        guard let bytes = try? file.bytes(range), bytes.count == range.count else { return nil }
        return BlockHash.value(of: bytes.span)
      }
      digest.add(UInt64(size))
      for hash in hashes {
        guard let hash else { return nil }
        digest.add(hash)
      }
    }
    return digest
  }
}
