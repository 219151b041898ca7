/// The tokenisation of WMT's `mteval-v13a.pl`, as implemented in sacreBLEU.
enum MTEval13a {
  static func words(in text: [Unicode.Scalar]) -> Words {
    let hasMarkup = text.contains { $0 == "<" || $0 == "&" || $0 == "\n" }
    return WesternWordScanner.words(in: hasMarkup ? withoutMarkup(text) : text)
  }

  private static func withoutMarkup(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    text.replacing("<skipped>", with: "").replacing("-\n", with: "").replacing("\n", with: " ")
      .unescapingMarkup()
  }
}

/// The tokenisation of Chinese text: each Chinese character is a token, the rest follows mteval-v13a.
enum ChineseCharacters {
  static func words(in text: [Unicode.Scalar]) -> Words {
    let trimmed = Array(text.drop(while: \.isPythonSpace))
    return WesternWordScanner.words(in: trimmed, isPadded: false, isWord: isChinese)
  }

  /// Whether sacreBLEU treats a scalar as Chinese.
  ///
  /// Its ranges for the supplementary planes are written such that Python reads them as U+2001...U+2A6D and
  /// U+2F81...U+2FA1. So curly quotes, dashes and arrows count as Chinese characters, and those of Extension B do not.
  /// This is kept so that scores are equal to sacreBLEU's.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2001...0x2A6D, 0x2E80...0x2EFF, 0x2F00...0x2FDF, 0x2FF0...0x303F: true
    case 0x3100...0x312F, 0x31A0...0x31BF, 0x31C0...0x31EF, 0x3200...0x33FF: true
    case 0x3400...0x4DB5, 0x4E00...0x9FBB: true
    case 0xF900...0xFA2D, 0xFA30...0xFA6A, 0xFA70...0xFAD9: true
    case 0xFE10...0xFE1F, 0xFE30...0xFE4F, 0xFF00...0xFFEF: true
    default: false
    }
  }
}

/// The international tokenisation of `mteval-v14.pl`, as implemented in sacreBLEU.
///
/// Markup is not unescaped. The text is not padded with spaces, so a full stop after a number at the end of a segment
/// is not split off.
enum MTEval14 {
  static func words(in text: [Unicode.Scalar]) -> Words {
    Words(
      splitting: text.spacingSecond(of: { !isNumber($0) }, isPunctuation)
        .spacingFirst(of: isPunctuation, { !isNumber($0) })
        .spacing(out: isSymbol))
  }

  static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return "0"..."9" ~= scalar }
    return switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }

  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCIILetter { return false }
    return switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }

  static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCIILetter { return false }
    return switch scalar.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: false
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool {
    "a"..."z" ~= self || "A"..."Z" ~= self
  }
}
