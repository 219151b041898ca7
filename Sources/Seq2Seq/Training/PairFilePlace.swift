internal import Platform
internal import Tokenization

/// Where the encoded pairs of a training may be kept in a file.
struct PairFilePlace {
  let directory: String
  let path: String

  /// Where all else that the preparation gave is kept.
  var preparedPath: String { path + ".json" }

  /// Opens the file, if the pairs are to be on the disk; nil: they are to be in memory.
  ///
  /// - Throws: ``TrainingError`` if the file cannot be written, or if it will not fit on the disk.
  func open(
    for plan: TrainingPlan, _ encoding: PairEncoding, _ survey: CorpusSurvey, key: UInt64
  ) throws(TrainingError) -> PairFileWriter? {
    guard isUsed(for: plan) else { return nil }
    let layout = layout(for: plan, encoding, key: key)
    let needed = Self.bytes(of: survey, encoding, layout)
    let there = FileStatus(path: path)?.size ?? 0
    if let free = FileSystem.freeBytes(in: directory), needed > free + there {
      throw .notEnoughDisk(path: path, needed: needed - there, available: free)
    }
    do {
      return try PairFileWriter(path: path, layout, expectedBytes: needed)
    } catch {
      throw .file(error)
    }
  }

  /// The pairs that an earlier start has written; nil if it did not come to an end, or if they are damaged.
  func complete(
    for plan: TrainingPlan, _ encoding: PairEncoding, key: UInt64
  ) throws(TrainingError) -> FilePairStore? {
    guard isUsed(for: plan), FileSystem.exists(path) else { return nil }
    do {
      let writer = try PairFileWriter(path: path, layout(for: plan, encoding, key: key))
      return writer.isComplete ? try writer.finish(writer.progress) : nil
    } catch {
      throw .file(error)
    }
  }

  /// Keeps what the preparation gave beside the encoded training pairs.
  func keep(_ prepared: PreparedCorpus) throws(TrainingError) {
    do {
      try AtomicFile.write(Array(stableJSON(prepared).utf8), to: preparedPath)
    } catch {
      throw .file(error)
    }
  }

  /// Removes all files.
  func remove() {
    FileSystem.remove(preparedPath)
    FileSystem.remove(path)
  }

  private func isUsed(for plan: TrainingPlan) -> Bool {
    switch plan.options.pairStorage {
    case .memory: false
    case .automatic: plan.isSampled
    case .disk: true
    }
  }

  private func layout(
    for plan: TrainingPlan, _ encoding: PairEncoding, key: UInt64
  ) -> PairFileLayout {
    PairFileLayout(
      key: key,
      ids: max(encoding.source.vocabularySize, encoding.target.vocabularySize),
      longest: plan.options.maximumTokens, hasTexts: plan.options.subwordDropout != 0)
  }

  /// About how many bytes the pairs take, told from some of them.
  static func bytes(
    of survey: CorpusSurvey, _ encoding: PairEncoding, _ layout: PairFileLayout
  ) -> Int {
    let some = (0..<min(survey.sample.count, 1_000)).map { encoding.encode(survey.sample[$0]) }
    var bytes = 0
    for result in some {
      bytes += layout.width * (2 + result.pair.source.count + result.pair.target.count)
      if layout.hasTexts {
        bytes += 8 + result.encodedText.source.utf8.count + result.encodedText.target.utf8.count
      }
    }
    let heads = PairNumbers.blocks(of: survey.count) * PairBlock.Head.size
    return heads + Int(Double(bytes) * Double(survey.count) / Double(max(some.count, 1)))
  }
}
