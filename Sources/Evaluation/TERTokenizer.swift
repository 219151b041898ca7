/// Settings of TER, by default those of Tercom.
public struct TEROptions: Sendable, Equatable {
  /// Whether markup is unescaped and punctuation set apart.
  public var normalized: Bool
  /// Whether punctuation is removed.
  public var noPunctuation: Bool
  /// Whether both of these extend to East Asian characters.
  public var asianSupport: Bool
  /// Whether upper and lower case differ.
  public var caseSensitive: Bool

  /// The given settings.
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

/// The normalisation of Tercom, as sacreBLEU states it.
struct TERTokenizer {
  let options: TEROptions

  /// Text in which white space stands between any two words.
  func separateWords(in text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = options.caseSensitive ? text : text.lowercased()
    if options.normalized {
      text = Self.normalize(text)
      if options.asianSupport {
        text = text.spacing { Self.isIdeographic($0) || Self.isAsianPunctuation($0) }
      }
    }
    if options.noPunctuation {
      text.removeAll(where: Self.isPunctuation)
      if options.asianSupport { text.removeAll(where: Self.isAsianPunctuation) }
    }
    return text
  }

  private static func normalize(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let joined = text.replacing("\n-", with: "").replacing("\n", with: " ")
    let padded = [" "] + joined.unescapingMarkup() + [" "]
    let possessives = padded.spacing(out: MTEval13a.isPunctuation)
      .replacing("'s ", with: " 's ")
    return MTEval13a.separateNumericPunctuation(in: possessives)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", ",", "?", ":", ";", "!", "\"", "(", ")": true
    default: false
    }
  }

  /// Scalars that are words of their own.
  ///
  /// The block of enclosed letters, U+3200...U+32FF, is given as U+3200...U+3F22 in sacreBLEU;
  /// kept, for the scores' sake. Its rules for kana match nowhere in padded text.
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
