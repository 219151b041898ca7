/// The languages of the two sides of a corpus, as codes of ISO 639 such as `fr`.
public struct LanguagePair: Hashable, Sendable {
  /// The language translated from.
  public var source: String
  /// The language translated to.
  public var target: String

  /// A pair of languages.
  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }

  /// Understands two languages with a hyphen between them: `fr-en`, `FRA-eng`, `French-English`, `en-pt-BR`.
  ///
  /// Each may be given by a code of ISO 639 of two or three letters or by its English name, in any case. A code may have
  /// a region in capitals or a script after a hyphen or underscore, which stays: `zh-Hant`, `pt_BR`.
  ///
  /// - Parameter text: the two languages.
  /// - Throws: ``LanguageError`` if there are not two, or if one of them is not known; it names the right one if it can.
  public init(named text: String) throws(LanguageError) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw LanguageError(notAPair: text)
    }
    // Two languages with regions may be divided in one way only.
    let divisions = (1..<parts.count).filter {
      parts[1..<$0].allSatisfy(Self.isRegion) && parts[($0 + 1)...].allSatisfy(Self.isRegion)
    }
    guard divisions.count == 1, let place = divisions.first else {
      throw LanguageError(notAPair: text)
    }
    self.init(
      source: try Self.language(parts[..<place].joined(separator: "-")),
      target: try Self.language(parts[place...].joined(separator: "-")))
  }

  /// The code of a language given by a code or a name, with its region or script if it has one.
  private static func language(_ text: String) throws(LanguageError) -> String {
    if let code = LanguageCode.named(text) { return code }
    let end = text.firstIndex { $0 == "-" || $0 == "_" } ?? text.endIndex
    guard let code = LanguageCode.named(text[..<end]),
      text[end...].dropFirst().split(whereSeparator: { $0 == "-" || $0 == "_" })
        .allSatisfy({ isRegion(String($0)) })
    else { throw LanguageError(unknown: text) }
    return code + text[end...]
  }

  /// Whether a text has the form of a region, in capitals, or of a script.
  private static func isRegion(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let capitals = bytes.prefix { (0x41...0x5A).contains($0) }.count
    let isScript =
      bytes.count == 4 && capitals == 1
      && bytes.dropFirst().allSatisfy { (0x61...0x7A).contains($0) }
    let isNumber = bytes.count == 3 && bytes.allSatisfy { (0x30...0x39).contains($0) }
    return (bytes.count == 2 && capitals == 2) || isScript || isNumber
  }

  /// The same languages by their usual codes, as far as they are known: `ja` for `jpn` and `Japanese`.
  var inUsualCodes: LanguagePair {
    LanguagePair(
      source: (try? Self.language(source)) ?? source, target: (try? Self.language(target)) ?? target
    )
  }

  /// Whether both languages are the same but for their regions.
  func isLike(_ other: LanguagePair) -> Bool { withoutRegions == other.withoutRegions }

  /// The other direction.
  public var swapped: LanguagePair { LanguagePair(source: target, target: source) }

  /// Guesses the languages of a file of pairs from its name.
  ///
  /// One of the parts between the name's dots must be, or end in, two different known codes with a
  /// hyphen between them: `train.de-en.tsv`, `de-en.tsv.gz`, `opus-de-en.txt`. The last such part
  /// counts. Three-letter codes of languages that have a two-letter one are understood
  /// (`fra-eng.tsv` is `fr`, `en`). Anything else gives nil: no guess is better than a wrong one.
  public init?(fileName path: String) {
    let parts = Self.nameParts(path)
    for part in parts.reversed() {
      let words = part.split(whereSeparator: { $0 == "-" || $0 == "_" }).suffix(2)
      guard words.count == 2, let first = words.first, let last = words.last,
        part.hasSuffix("\(first)-\(last)"),
        let source = LanguageCode.known(first), let target = LanguageCode.known(last),
        source != target
      else { continue }
      self.init(source: source, target: target)
      return
    }
    return nil
  }

  /// Guesses the languages of two aligned files: each name ends in a code, before `.gz` and `.txt`.
  ///
  /// `train.de` and `train.en.gz` are `de` and `en`. If that fails, the first file's name is tried as
  /// in ``init(fileName:)``.
  public init?(sourceFileName: String, targetFileName: String) {
    if let source = Self.lastCode(sourceFileName), let target = Self.lastCode(targetFileName),
      source != target
    {
      self.init(source: source, target: target)
    } else {
      self.init(fileName: sourceFileName)
    }
  }

  private static func nameParts(_ path: String) -> [Substring] {
    let name = path.split(separator: "/").last ?? ""
    return name.split(separator: ".")
  }

  private static func lastCode(_ path: String) -> String? {
    nameParts(path).last { $0 != "gz" && $0 != "txt" }.flatMap { LanguageCode.known($0) }
  }
}
