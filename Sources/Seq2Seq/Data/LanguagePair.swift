/// The languages of the two sides of a corpus, as ISO 639-1 codes such as `fr`.
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
