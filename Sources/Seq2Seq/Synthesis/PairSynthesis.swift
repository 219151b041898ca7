internal import Platform

/// Makes sentence pairs from text in one language: a model translates it into the other.
///
/// From text in the target language a model of the other direction makes the sources ("Improving Neural Machine
/// Translation Models with Monolingual Data", Sennrich, Haddow & Birch 2016): back-translation. From text in the source
/// language the model itself makes the targets: self-training.
///
///     let synthesis = PairSynthesis(
///       of: "more.fr.txt", on: .target, with: try Translator(modelAt: "fr-en.safetensors"), into: "made")
///     try synthesis.run()
///     let input = TrainingInput(pairs: CombinedPairs([pairs, synthesis.pairs]))
///
/// It can be ended at any moment, even killed: another run goes on after the last complete line, and gives the same bytes.
/// Another model, other text or another search begins anew.
public struct PairSynthesis {
  /// Which side of the pairs the text is.
  public enum Side: String, Sendable, CaseIterable {
    /// The text is in the source language.
    case source
    /// The text is in the target language.
    case target
  }

  private let text: String
  private let side: Side
  private let translator: Translator
  private let options: SearchOptions
  private let directory: String

  /// Lines that are translated, and then written, at once.
  private static let portion = 512
  /// Must change whenever the same text and model would give other pairs.
  private static let version = "1"

  /// Describes the pairs; nothing is read or written yet.
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
    self.text = text
    self.side = side
    self.translator = translator
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
  private var keyPath: String { path + ".json" }

  /// The pairs, once all of them are made: source, TAB, target.
  public var pairs: SyntheticPairs { SyntheticPairs(TabSeparatedPairs(path: path)) }

  /// Refuses a text that cannot be translated: whoever trains a model for it first wants to know before.
  ///
  /// - Throws: ``TrainingError`` if the file cannot be read, can be read only once, or has no line of text.
  package static func check(text path: String) throws(TrainingError) {
    do throws(FileError) {
      guard CorpusLines.isRepeatable(path) else {
        throw FileError(path: path, action: .read, reason: .notRegularFile)
      }
      var lines = TextLines(try LineReader(corpus: path))
      if try !lines.next(most: 1).isEmpty { return }
    } catch { throw .file(error) }
    throw .noText(path: path)
  }

  /// Translates all of the text, or what an earlier run has left of it.
  ///
  /// - Parameters:
  ///   - shouldStop: called after each portion of lines; true ends the run.
  ///   - report: receives how many lines are done, and how many there are.
  /// - Throws: ``TrainingError`` if a file cannot be read or written, or ``TrainingError/cancelled``.
  public func run(
    shouldStop: () -> Bool = { false }, report: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(TrainingError) {
    let lock: DirectoryLock
    do { lock = try DirectoryLock(directory: directory) } catch { throw .file(error) }
    defer { withExtendedLifetime(lock) {} }
    let (total, key) = try outline()
    let isSame = keptKey == key
    if isSame && FileSystem.exists(path) {
      report(total, total)
      return
    }
    do throws(FileError) {
      if !isSame {
        for name in [path, partPath] { FileSystem.remove(name) }
        try AtomicFile.write(Array(stableJSON(Key(key: key)).utf8), to: keyPath)
      }
      let file = try OpenFile(path: partPath, action: .write, access: .updating)
      var done = try PartialLines.keepComplete(of: file)
      var lines = try textLines(after: done)
      while case let portion = try lines.next(most: Self.portion), !portion.isEmpty {
        report(done, total)
        if shouldStop() { break }
        try file.write(Array(pairs(of: portion).utf8))
        done += portion.count
      }
      if done == total {
        try file.synchronize()
        try FileSystem.replace(path, by: partPath)
      }
    } catch { throw .file(error) }
    if !FileSystem.exists(path) { throw .cancelled }
    report(total, total)
  }

  private func pairs(of lines: [String]) -> String {
    let translations = translator.translate(lines, options).map { Self.cell($0.text) }
    let (sources, targets) = side == .source ? (lines, translations) : (translations, lines)
    return zip(sources, targets).map { "\($0)\t\($1)\n" }.joined()
  }

  /// Text that a cell of a table can hold.
  fileprivate static func cell(_ text: String) -> String {
    let isDivider = { (scalar: Unicode.Scalar) in scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
    guard text.unicodeScalars.contains(where: isDivider) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isDivider($0) ? " " : $0 }))
  }

  // MARK: - What pairs are made from and with

  private struct Key: Codable { let key: String }

  private var keptKey: String? {
    guard let bytes = try? OpenFile(reading: keyPath).contents() else { return nil }
    return decodeJSON(Key.self, String(decoding: bytes, as: UTF8.self))?.key
  }

  /// How many lines there are to translate, and what identifies them and the way they are translated.
  private func outline() throws(TrainingError) -> (total: Int, key: String) {
    var digest = CorpusDigest()
    var total = 0
    do throws(FileError) {
      var lines = try textLines(after: 0)
      while case let portion = try lines.next(most: Self.portion), !portion.isEmpty {
        total += portion.count
        for line in portion {
          digest.add(UInt64(line.utf8.count))
          digest.add(line)
        }
      }
    } catch { throw .file(error) }
    for model in translator.models { digest.add(BaseModel(model, name: "").identity) }
    digest.add("\(Self.version) \(side.rawValue) \(options)")
    return (total, digest.text)
  }

  private func textLines(after count: Int) throws(FileError) -> TextLines {
    var lines = TextLines(try LineReader(corpus: text))
    var left = count
    while left > 0, case let some = try lines.next(most: min(left, Self.portion)), !some.isEmpty {
      left -= some.count
    }
    return lines
  }
}

/// The lines of a text that can be translated.
private struct TextLines {
  private let reader: LineReader

  init(_ reader: LineReader) { self.reader = reader }

  /// The next lines, at most so many; none at the end.
  mutating func next(most: Int) throws(FileError) -> [String] {
    var lines: [String] = []
    while lines.count < most, let line = try reader.next() {
      guard !line.isOverlong, let text = String(validating: line.bytes, as: UTF8.self),
        !UTF8Text.isBlank(text)
      else { continue }
      lines.append(PairSynthesis.cell(text))
    }
    return lines
  }
}

/// A file that was perhaps left in the middle of a line.
private enum PartialLines {
  /// Cuts off an incomplete last line, goes to the end, and returns how many lines there are.
  static func keepComplete(of file: OpenFile) throws(FileError) -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (count, size, end) = (0, 0, 0)
    file.descriptor.seek(to: 0)
    while case let read = try file.read(into: &buffer), read > 0 {
      for (place, byte) in buffer[..<read].enumerated() where byte == UInt8(ascii: "\n") {
        count += 1
        end = size + place + 1
      }
      size += read
    }
    try file.truncate(to: end)
    file.descriptor.seek(to: end)
    return count
  }
}
