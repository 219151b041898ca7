internal import Formatting
internal import NeuralNetwork
internal import Tokenization

/// What a corpus is like, seen before it is learned: its size, lengths and scripts, and the pairs that are noise.
///
///     let check = try CorpusCheck(of: PairFile.source(at: ["pairs.tsv"]))
///     print(check.report)
///     check.warnings.forEach { print($0) }
public struct CorpusCheck: Codable, Sendable {
  /// Pairs with one kind of noise.
  public struct Noise: Sendable, Hashable, Codable {
    /// What is wrong with them.
    public let kind: PairNoise
    /// How many pairs are so, and the first of them.
    public let found: CorpusReport.Occurrences
    /// Those that are left out.
    public let leftOut: CorpusReport.Occurrences
    /// Whether none are left out because most pairs are so.
    public let isUsual: Bool
  }

  /// What one side of the pairs is like.
  public struct Side: Codable, Sendable {
    /// Characters other than white space.
    public let characters: Int
    /// Words with a letter; in scripts without spaces, two letters count as one.
    public let words: Int
    /// The most words in a pair.
    public let mostWords: Int
    /// Where that pair is.
    public let longest: PairOrigin
    /// The scripts of most letters of each line, the most frequent first, and in how many lines.
    public var scripts: [(name: String, lines: Int)] { scriptCounts.map { ($0.name, $0.lines) } }
    private let scriptCounts: [ScriptCount]

    fileprivate struct ScriptCount: Codable {
      let name: String
      let lines: Int
    }
  }

  /// What messages call the corpus.
  public let name: String
  /// How many usable pairs there are, noise included.
  public let pairs: Int
  /// What was found in the files; what is left out as noise is counted among the faults.
  public let report: CorpusReport
  /// The kinds of noise that were found.
  public let noise: [Noise]
  /// How often the most frequent pair occurs.
  public let mostRepetitions: Int
  /// What the sources are like.
  public let source: Side
  /// What the targets are like.
  public let target: Side
  /// How many pairs have a source of several sentences.
  public let paragraphs: Int
  /// Columns of tables that hold no sentences in two languages.
  public let columns: [ColumnFinding]

  /// Reads a corpus once.
  ///
  /// - Parameters:
  ///   - source: the pairs.
  ///   - languages: the languages of both sides; nil: those of the source, if they are known.
  ///   - rules: what counts as noise.
  ///   - progress: receives the number of pairs read so far.
  /// - Throws: ``CorpusError`` if the source cannot be read, or has no usable pair at all.
  public init(
    of source: any PairSource, languages: LanguagePair? = nil, rules: NoiseRules = NoiseRules(),
    progress: (Int) -> Void = { _ in }
  ) throws(CorpusError) {
    let encoder = ParallelEncoder(on: WorkerPool(count: availableCores()))
    let splitter = SentenceSplitter(locale: (languages ?? source.languages)?.source ?? "")
    let pairs = try UsablePairs(of: source)
    var inspection = PairInspection(rules)
    var paragraphs = 0
    while true {
      let portion = try pairs.next(most: 1 << 12)
      if portion.isEmpty { break }
      do { try inspection.add(portion, encoder) } catch { throw .file(error) }
      paragraphs += encoder.paragraphs(in: portion, splitter)
      progress(inspection.records.count)
    }
    let noise: NoiseFindings
    do { noise = try inspection.noise() } catch { throw .file(error) }
    self.init(source, pairs.report, inspection, noise, paragraphs: paragraphs)
  }

  /// Puts together what was found.
  init(
    _ pairs: any PairSource, _ report: CorpusReport, _ inspection: PairInspection,
    _ findings: NoiseFindings, paragraphs: Int
  ) {
    name = pairs.name
    self.pairs = report.pairs
    self.paragraphs = paragraphs
    source = Side(inspection.source, inspection.origins)
    target = Side(inspection.target, inspection.origins)
    columns = ColumnFinding.findings(in: pairs)
    mostRepetitions = findings.mostRepetitions
    noise = PairNoise.allCases.compactMap { kind in
      findings.findings[kind].map { Noise(kind, $0, inspection.origins) }
    }
    var report = report
    for noise in noise where noise.leftOut.count > 0 {
      report.leaveOut(noise.leftOut, as: noise.kind.fault)
    }
    self.report = report
  }
}

extension CorpusCheck.Noise {
  fileprivate init(_ kind: PairNoise, _ finding: NoiseFindings.Finding, _ origins: OriginRuns) {
    func occurrences(_ places: NoiseFindings.Places) -> CorpusReport.Occurrences {
      CorpusReport.Occurrences(count: places.count, firstOrigins: places.first.map { origins[$0] })
    }
    self.kind = kind
    found = occurrences(finding.found)
    leftOut = occurrences(finding.leftOut)
    isUsual = finding.isUsual
  }
}

extension CorpusCheck.Side {
  fileprivate init(_ counts: SideCounts, _ origins: OriginRuns) {
    characters = counts.characters
    words = counts.words
    mostWords = counts.longest.words
    longest = origins[counts.longest.pair]
    scriptCounts = counts.scripts.map { ScriptCount(name: $0.key.name, lines: $0.value) }
      .sorted { ($1.lines, $0.name) < ($0.lines, $1.name) }
  }
}

extension ParallelEncoder {
  /// How many pairs have a source of several sentences.
  func paragraphs(in pairs: [SentencePair], _ splitter: SentenceSplitter) -> Int {
    map(pairs.count) { splitter.sentences(of: pairs[$0].source).count }.count { $0 > 1 }
  }
}

// MARK: - In words

extension CorpusCheck {
  /// What is worth a warning, each in a sentence without a full stop; wrong columns are not among them.
  public var warnings: [String] { noise.compactMap(warning) }

  /// From which share of pairs on noise that is not left out is worth a warning.
  private static let notableShare = 0.1

  private func warning(_ noise: Noise) -> String? {
    let isNotable =
      noise.isUsual || Double(noise.found.count) > Self.notableShare * Double(pairs)
    guard noise.leftOut.count > 0 || isNotable else { return nil }
    let isOne = noise.found.count == 1
    let phrase =
      switch noise.kind {
      case .repeated:
        "\(isOne ? "is" : "are") there more than once, one of them \(mostRepetitions.grouped) times"
      case .markup: "\(isOne ? "is" : "are") mostly markup or entities"
      case .copied: "\(isOne ? "has" : "have") the same text on both sides"
      case .otherScript: "\(isOne ? "is" : "are") in another script than the rest"
      case .unequalLengths:
        "\(isOne ? "is" : "are") many times as long on one side as on the other"
      }
    return """
      \(noise.found.count.grouped) of \(pairs.grouped) pairs \(phrase) \
      (\(report.places(noise.found))); \(fate(of: noise))
      """
  }

  private func fate(of noise: Noise) -> String {
    switch (noise.leftOut.count, noise.isUsual) {
    case (0, true): "none left out, because most pairs are so"
    case (0, false): "none left out"
    case (noise.found.count, _): "left out"
    case (let count, _): "\(count.grouped) left out"
    }
  }
}
