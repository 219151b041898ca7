internal import Evaluation
internal import Platform

/// Makes sentence pairs from text in one language: a model translates it into the other.
///
/// From text in the target language a model of the other direction makes the sources ("Improving Neural Machine
/// Translation Models with Monolingual Data", Sennrich, Haddow & Birch 2016): back-translation. From text in the source
/// language the model itself makes the targets: self-training. From the sources of genuine pairs teachers, which are
/// larger or several, make the targets that a small student learns from besides: distillation.
///
///     let synthesis = PairSynthesis(
///       of: "more.fr.txt", on: .target, with: try Translator(modelAt: "fr-en.safetensors"), into: "made")
///     try synthesis.run()
///     let input = TrainingInput(pairs: CombinedPairs([pairs, synthesis.pairs]))
///
/// It can be ended at any moment, even killed: another run goes on after the last complete line, and gives the same bytes.
/// Another model, other text or another search begins anew, or is refused.
public struct PairSynthesis {
  /// Which side of the pairs the text is.
  public enum Side: String, Sendable, CaseIterable {
    /// The text is in the source language.
    case source
    /// The text is in the target language.
    case target
  }

  /// Which of the translations that the search finds a pair gets.
  public enum Choice: String, Sendable, CaseIterable {
    /// The best one.
    case best
    /// The one of ``SearchOptions/nBest`` that is nearest to the genuine target, by chrF; the better of two equals.
    case nearest
  }

  private let material: SynthesisMaterial
  private let choice: Choice
  private let translator: Translator
  private let options: SearchOptions
  private let directory: String

  /// Sentences that are translated, and then written, at once.
  private static let portion = 512
  /// Must change whenever the same text and model would give other pairs.
  private static let version = "1"

  /// Describes pairs that are made from text; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - text: a file of text, one sentence or paragraph per line; may be gzipped. Blank lines, lines that are not UTF-8 and
  ///     lines of more than a megabyte are left out.
  ///   - side: which side of the pairs the text is.
  ///   - translator: translates the text into the other language.
  ///   - options: how translations are searched for.
  ///   - directory: where `synthetic.tsv` is written; it must exist, and is locked meanwhile.
  public init(
    of text: String, on side: Side, with translator: Translator, _ options: SearchOptions = .init(),
    into directory: String
  ) {
    material = .text(path: text, side)
    choice = .best
    self.translator = translator
    self.options = options
    self.directory = directory
  }

  /// Describes pairs that teachers make from the sources of genuine pairs; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - pairs: the genuine pairs; they are read more than once.
  ///   - choice: which of the translations that the search finds a pair gets.
  ///   - teachers: one or several models, which translate together. Their tokens may be others than the student's.
  ///   - options: how translations are searched for.
  ///   - directory: where `synthetic.tsv` is written; it must exist, and is locked meanwhile.
  public init(
    ofSourcesOf pairs: any PairSource, choosing choice: Choice = .best, with teachers: Translator,
    _ options: SearchOptions = .init(), into directory: String
  ) {
    material = .sources(of: pairs)
    self.choice = choice
    translator = teachers
    self.options = options
    self.directory = directory
  }

  /// The files that are written.
  package static let fileNames = [pairsName, "\(pairsName).part", "\(pairsName).json"]
  private static let pairsName = "synthetic.tsv"

  private var path: String { "\(directory)/\(Self.pairsName)" }
  /// The pairs as far as they were made.
  private var partPath: String { path + ".part" }
  /// What they are made from and with.
  private var keyPath: String { Self.keyPath(in: directory) }

  private static func keyPath(in directory: String) -> String { "\(directory)/\(pairsName).json" }

  /// Whether pairs were begun to be made in a directory.
  package static func wasBegun(in directory: String) -> Bool {
    FileSystem.exists(keyPath(in: directory))
  }

  /// The pairs, once all of them are made: ``SyntheticPairs``, or ``DistilledPairs`` if teachers have made them.
  public var pairs: any PairSource {
    let pairs = TabSeparatedPairs(path: path)
    return switch material {
    case .text: SyntheticPairs(pairs)
    case .sources: DistilledPairs(pairs)
    }
  }

  /// Refuses a text that cannot be translated: whoever trains a model for it first wants to know before.
  ///
  /// - Throws: ``TrainingError`` if the file cannot be read, can be read only once, or has no line of text.
  package static func check(text path: String) throws(TrainingError) {
    do throws(FileError) {
      guard CorpusLines.isRepeatable(path) else {
        throw FileError(path: path, action: .read, reason: .notRegularFile)
      }
      if try !TextLines(try LineReader(corpus: path)).next(most: 1).isEmpty { return }
    } catch { throw .file(error) }
    throw .noText(path: path)
  }

  /// Translates all sentences, or what an earlier run has left of them.
  ///
  /// - Parameters:
  ///   - replacesOthers: whether pairs in the directory that were made otherwise are replaced.
  ///   - shouldStop: called after each portion of sentences; true ends the run.
  ///   - report: receives how many sentences are done, and how many there are.
  /// - Throws: ``TrainingError`` if a file cannot be read or written, ``TrainingError/otherSynthesis(path:difference:)``
  ///   if pairs that were made otherwise are not to be replaced, or ``TrainingError/cancelled``.
  public func run(
    replacesOthers: Bool = true, shouldStop: () -> Bool = { false },
    report: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(TrainingError) {
    let lock: DirectoryLock
    do { lock = try DirectoryLock(directory: directory) } catch { throw .file(error) }
    defer { withExtendedLifetime(lock) {} }
    let (total, key) = try outline()
    let kept = keptKey
    if let kept, !replacesOthers, let difference = key.difference(from: kept) {
      throw .otherSynthesis(path: path, difference: difference)
    }
    if kept != key || !FileSystem.exists(path) {
      try make(total, key, isNew: kept != key, shouldStop, report)
    }
    report(total, total)
  }

  private func make(
    _ total: Int, _ key: Key, isNew: Bool, _ shouldStop: () -> Bool,
    _ report: (_ done: Int, _ total: Int) -> Void
  ) throws(TrainingError) {
    let file: OpenFile
    var done: Int
    do throws(FileError) {
      if isNew {
        for name in [path, partPath] { FileSystem.remove(name) }
        try AtomicFile.write(Array(stableJSON(key).utf8), to: keyPath)
      }
      file = try OpenFile(path: partPath, action: .write, access: .updating)
      done = try PartialLines.keepComplete(of: file)
    } catch { throw .file(error) }
    let sentences = try material.sentences(after: done)
    while case let portion = try sentences.next(most: Self.portion), !portion.isEmpty {
      report(done, total)
      if shouldStop() { break }
      let lines = Array(lines(of: portion).utf8)
      do { try file.write(lines) } catch { throw .file(error) }
      done += portion.count
    }
    guard done == total else { throw .cancelled }
    do throws(FileError) {
      try file.synchronize()
      try FileSystem.replace(path, by: partPath)
    } catch { throw .file(error) }
  }

  // MARK: - Pairs

  /// The pairs of some sentences, as lines of the file.
  private func lines(of sentences: [SynthesisSentence]) -> String {
    let translations = translator.translate(sentences.map(\.text), options)
    return zip(sentences, translations).map { sentence, translation in
      let text = chosen(of: translation, sentence.reference).asCell
      return material.side == .source
        ? "\(sentence.text)\t\(text)\n" : "\(text)\t\(sentence.text)\n"
    }.joined()
  }

  private func chosen(of translation: Translation, _ reference: String?) -> String {
    guard choice == .nearest, let reference, translation.candidates.count > 1 else {
      return translation.text
    }
    let metric = ChrF()
    let scores = translation.candidates.map {
      (try? metric.sentenceScore($0.text, references: [reference]))?.value ?? 0
    }
    let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }
    return best.map { translation.candidates[$0].text } ?? ""
  }

  // MARK: - What pairs are made from and with

  private struct Key: Codable, Equatable {
    let sentences: String
    let models: [String]
    let search: String

    /// How pairs of this key are made otherwise than those of another one; nil: they are made alike.
    func difference(from other: Key) -> SynthesisDifference? {
      if models != other.models { return .models }
      if search != other.search { return .search }
      return sentences == other.sentences ? nil : .sentences
    }
  }

  private var keptKey: Key? {
    guard let bytes = try? OpenFile(reading: keyPath).contents() else { return nil }
    return decodeJSON(Key.self, String(decoding: bytes, as: UTF8.self))
  }

  /// How many sentences there are to translate, and what identifies them and the way they are translated.
  private func outline() throws(TrainingError) -> (total: Int, key: Key) {
    var digest = CorpusDigest()
    var total = 0
    let sentences = try material.sentences(after: 0)
    while case let portion = try sentences.next(most: Self.portion), !portion.isEmpty {
      total += portion.count
      for sentence in portion {
        digest.add(UInt64(sentence.text.utf8.count))
        digest.add(sentence.text)
        if choice == .nearest, let reference = sentence.reference {
          digest.add(UInt64(reference.utf8.count))
          digest.add(reference)
        }
      }
    }
    let way = "\(Self.version) \(material.side.rawValue) \(choice.rawValue) \(options)"
    let models = translator.models.map { BaseModel($0, name: "").identity }
    return (total, Key(sentences: digest.text, models: models, search: way))
  }
}
