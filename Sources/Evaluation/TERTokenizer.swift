/// The options of TER, by default those of Tercom.
public struct TEROptions: Sendable, Equatable {
  /// Whether markup is unescaped and punctuation split off.
  public var normalized: Bool
  /// Whether punctuation is removed.
  public var noPunctuation: Bool
  /// Whether ``normalized`` and ``noPunctuation`` apply to East Asian characters too.
  public var asianSupport: Bool
  /// Whether upper and lower case differ.
  public var caseSensitive: Bool

  /// Makes options; all have defaults.
  public init(
    normalized: Bool = false, noPunctuation: Bool = false, asianSupport: Bool = false,
    caseSensitive: Bool = false
  ) {
    self.normalized = normalized
    self.noPunctuation = noPunctuation
    self.asianSupport = asianSupport
    self.caseSensitive = caseSensitive
  }
}

/// The tokenisation of Tercom, as implemented in sacreBLEU.
struct TERTokenizer {
  let options: TEROptions

  /// The words of a text.
  func words(in text: [Unicode.Scalar]) -> Words {
    var text = text
    text.trimEnd()
    if !options.caseSensitive { text = text.lowercased() }
    if options.normalized { text = normalize(text).spaced }
    if options.noPunctuation {
      text.removeAll(where: Self.punctuation.contains)
      if options.asianSupport { text.removeAll(where: Self.isAsianPunctuation) }
    }
    return Words(splitting: text)
  }

  private func normalize(_ text: [Unicode.Scalar]) -> Words {
    let joined = text.replacing("\n-", with: "").replacing("\n", with: " ")
    return WesternWordScanner.words(in: separatePossessives(in: joined.unescapingMarkup())) {
      options.asianSupport && (Self.isIdeographic($0) || Self.isAsianPunctuation($0))
    }
  }

  /// Adds a space before each `'s` at the end of a word.
  private func separatePossessives(in text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for index in text.indices {
      if text[index] == "'", index + 1 < text.count, text[index + 1] == "s" {
        let next = index + 2 < text.count ? text[index + 2] : " "
        if next == " " || WesternWordScanner.punctuation.contains(next) { result.append(" ") }
      }
      result.append(text[index])
    }
    return result
  }

  private static let punctuation = ASCIISet(".,?:;!\"()")

  /// Whether a scalar is a word of its own.
  ///
  /// sacreBLEU gives the block of enclosed letters, U+3200...U+32FF, as U+3200...U+3F22. This is kept so that scores
  /// are equal. Its rules for kana never match in padded text.
  private static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x2EFF, 0x31C0...0x31EF, 0x3200...0x4DBF, 0x4E00...0x9FFF: true
    case 0xF900...0xFAFF, 0xFE30...0xFE4F: true
    default: false
    }
  }

  private static func isAsianPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3001, 0x3002, 0x3008...0x3011, 0x3014...0x301F, 0x30FB, 0xFF61...0xFF65: true
    case 0xFF01, 0xFF02, 0xFF08, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F: true
    default: false
    }
  }
}
