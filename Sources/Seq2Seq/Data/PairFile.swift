internal import Platform

/// Opens files of sentence pairs by their format: TSV, CSV, TMX, XLIFF, PO or JSON lines.
///
///     let pairs = try PairFile.source(at: ["memory.tmx", "glossary.csv", "more/"])
public enum PairFile {
  /// How to read files, of whatever format they are.
  public struct Options: Hashable, Sendable {
    /// The columns of source and target in tables; `(2, 1)` swaps the direction in all formats.
    public var columns = (source: 1, target: 2)
    /// The languages of the corpus, for formats that hold several; nil: those of the files.
    public var languages: LanguagePair?

    /// Creates the usual options.
    public init() {}

    var isSwapped: Bool { columns.source > columns.target }

    /// Compares all options.
    public static func == (first: Options, second: Options) -> Bool {
      first.columns == second.columns && first.languages == second.languages
    }

    /// Hashes all options.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(columns.source)
      hasher.combine(columns.target)
      hasher.combine(languages)
    }
  }

  /// The formats that files may have.
  enum Format: String, CaseIterable {
    case table, commaSeparated, translationMemory, localization, messageCatalog, jsonLines

    /// The endings of the names of such files, without a dot.
    var endings: [String] {
      switch self {
      case .table: ["tsv", "txt", "tab"]
      case .commaSeparated: ["csv"]
      case .translationMemory: ["tmx"]
      case .localization: ["xlf", "xliff", "mxliff", "mqxliff", "sdlxliff"]
      case .messageCatalog: ["po", "pot"]
      case .jsonLines: ["jsonl", "ndjson", "jsonlines"]
      }
    }

    /// The format that the ending of a file's name tells, before `.gz`; nil if it tells none.
    init?(name path: String) {
      let parts = path.lowercased().split(separator: "/").last?.split(separator: ".") ?? []
      let ending = parts.last { $0 != "gz" }.map(String.init) ?? ""
      guard parts.count > 1,
        let format = Self.allCases.first(where: { $0.endings.contains(ending) })
      else { return nil }
      self = format
    }
  }

  /// The pairs of files and of all files in directories, in this order.
  ///
  /// - Parameters:
  ///   - paths: files, whose format is told by their content or else by their names; and directories, of which those
  ///     files are read whose names have the ending of a format, in the order of their names.
  ///   - weights: how many times an epoch of a training has the pairs of each path: see ``CombinedPairs``.
  ///   - options: how to read them.
  /// - Returns: the source of all pairs.
  /// - Throws: ``CorpusError`` if a directory has no such file.
  public static func source(
    at paths: [String], weights: [Double] = [], _ options: Options = Options()
  ) throws(CorpusError) -> any PairSource {
    var files: [String] = []
    var fileWeights: [Double] = []
    for (path, weight) in zip(paths, weights + [Double](repeating: 1, count: paths.count)) {
      let found = try PairDirectory.files(at: path)
      files += found
      fileWeights += found.map { _ in weight }
    }
    if files.count == 1, fileWeights == [1] { return source(ofFile: files[0], options) }
    var choice = options
    if choice.languages == nil {
      // What one file says of the languages tells which texts of another are meant.
      choice.languages = files.lazy.compactMap { source(ofFile: $0, options).languages }.first
    }
    return CombinedPairs(
      files.map { source(ofFile: $0, choice) }, weights: fileWeights, languages: options.languages)
  }

  /// The files that are read at some paths: those named, and those in directories.
  ///
  /// - Parameter paths: files and directories.
  /// - Returns: the files, in the order in which they are read.
  /// - Throws: ``CorpusError`` if a directory has no file of a known format.
  package static func files(at paths: [String]) throws(CorpusError) -> [String] {
    var files: [String] = []
    for path in paths { files += try PairDirectory.files(at: path) }
    return files
  }

  /// The pairs of one file.
  static func source(ofFile path: String, _ options: Options) -> any PairSource {
    let (languages, isSwapped) = (options.languages, options.isSwapped)
    return switch format(of: path) {
    // Another format takes two lines here, and its ending above.
    case .table: TabSeparatedPairs(path: path, columns: options.columns)
    case .commaSeparated: CommaSeparatedPairs(path: path, columns: options.columns)
    case .translationMemory:
      TranslationMemoryPairs(path: path, languages: languages, isSwapped: isSwapped)
    case .localization: LocalizationPairs(path: path, languages: languages, isSwapped: isSwapped)
    case .messageCatalog:
      MessageCatalogPairs(path: path, languages: languages, isSwapped: isSwapped)
    case .jsonLines: JSONLinesPairs(path: path, languages: languages, isSwapped: isSwapped)
    }
  }

  /// The format of a file, by its content if that is unmistakable, or else by its name; TSV if nothing tells.
  private static func format(of path: String) -> Format {
    formatOfContent(path) ?? Format(name: path) ?? .table
  }

  /// The format that a file's beginning shows; nil if it shows none, or if the file is a pipe, which is read only once.
  private static func formatOfContent(_ path: String) -> Format? {
    guard FileStatus(path: path)?.isRegular == true, let file = try? OpenFile(reading: path),
      let head = try? TextSource(file, guesses: true).beginning(2048)
    else { return nil }
    let text = String(decoding: head, as: UTF8.self)
    let start = text.drop { $0.isWhitespace }
    if start.hasPrefix("<") {
      if text.contains("<tmx") { return .translationMemory }
      if text.contains("<xliff") { return .localization }
    }
    if start.hasPrefix("{\"") || start.hasPrefix("[\"") {
      let line = start.prefix { !$0.isNewline }
      // The end of a first line that is longer than the head is not to be seen.
      let isWhole = line.hasSuffix("}") || line.hasSuffix("]") || line.endIndex == text.endIndex
      return isWhole && !line.contains("\t") ? .jsonLines : nil
    }
    let isEntry =
      text.contains("\nmsgstr \"") && (text.contains("\nmsgid \"") || text.hasPrefix("msgid"))
    return isEntry ? .messageCatalog : nil
  }
}
