/// Characters that people write for one another, such as the apostrophes ' and ’.
///
/// A text usually has one of them, and a model that learned from it knows only that one.
struct CharacterVariants: Sendable {
  /// A way to write: one character or two, such as “ and ”, for the beginning and the end of a quotation.
  struct Style: Sendable {
    let opening: String
    let closing: String

    init(_ opening: String, _ closing: String? = nil) {
      self.opening = opening
      self.closing = closing ?? opening
    }

    var isPair: Bool { opening != closing }
    var members: [String] { [opening, closing] }
  }

  /// Styles by their meaning: a style is replaced by another one of its group, or else of the other groups.
  let groups: [[Style]]
  /// How much less frequent than the most frequent one of all groups a variant may be, and still be learned.
  let share: Double

  init(_ groups: [Style]..., share: Double = 0.02) {
    self.groups = groups
    self.share = share
  }

  /// All kinds of variants.
  static let all: [CharacterVariants] =
    [singleQuotes, doubleQuotes, dashes, ellipses, spaces] + fullWidth + katakana + ligatures

  static let quotationMarks: [String] = [singleQuotes, doubleQuotes].flatMap {
    $0.groups.joined().flatMap(\.members)
  }

  private static let singleQuotes = CharacterVariants(
    styles("'", "\u{2BC}", "\u{2032}", "`", "\u{B4}", "\u{201B}", "\u{201A}", "\u{FF07}")
      + styles("\u{FF40}") + [Style("\u{2018}", "\u{2019}"), Style("\u{2039}", "\u{203A}")])

  private static let doubleQuotes = CharacterVariants(
    styles("\"", "\u{2033}", "\u{201F}", "\u{FF02}")
      + [
        Style("\u{201C}", "\u{201D}"), Style("\u{201E}", "\u{201C}"), Style("\u{AB}", "\u{BB}"),
        Style("\u{301D}", "\u{301E}"),
      ])

  /// Dashes between parts of a sentence; hyphens and minus signs.
  private static let dashes = CharacterVariants(
    styles("\u{2013}", "\u{2014}", "\u{2015}", "\u{2012}", "\u{2E3A}"),
    styles("-", "\u{2010}", "\u{2011}", "\u{2212}", "\u{FE63}", "\u{FF0D}", "\u{2043}"),
    share: 0.002)

  private static let ellipses = CharacterVariants(styles("...", "\u{2026}", "\u{22EF}"))

  /// Spaces where a line may break, and where it may not.
  private static let spaces = CharacterVariants(
    styles(" ", "\u{B}", "\u{C}", "\u{85}", "\u{1680}", "\u{2028}", "\u{2029}")
      + styles("\u{205F}", "\u{3000}")
      + [0x2000...0x2006, 0x2008...0x200A].joined().map { style($0) },
    styles("\u{A0}", "\u{202F}", "\u{2007}"), share: 0.001)

  /// ASCII and its full-width forms, but for those that other kinds contain.
  private static let fullWidth: [CharacterVariants] =
    (0x21...0x7E).filter { ![0x22, 0x27, 0x2D, 0x60].contains($0) }
    .map { CharacterVariants([style($0), style($0 + 0xFEE0)]) }
    + zip(0xFFE0..., [0xA2, 0xA3, 0xAC, 0xAF, 0xA6, 0xA5, 0x20A9]).map {
      CharacterVariants([style($1), style($0)])
    }

  /// Half-width katakana; the marks of voiced sounds combine with the character before.
  private static let katakana: [CharacterVariants] =
    zip(
      0xFF61...,
      "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ".unicodeScalars
        + "タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars
        + "\u{3099}\u{309A}".unicodeScalars
    ).map { CharacterVariants([Style(String($1)), style($0)]) }

  private static let ligatures: [CharacterVariants] =
    zip(0xFB00..., ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]).map {
      CharacterVariants([Style($1), style($0)])
    }

  private static func styles(_ texts: String...) -> [Style] { texts.map { Style($0) } }

  private static func style(_ value: Int) -> Style {
    Style(Unicode.Scalar(UInt32(value)).map { String($0) } ?? "")
  }
}

/// Characters that have no meaning of their own.
package enum InvisibleCharacter {
  /// Soft hyphen, zero-width space, direction marks, word joiner, byte order mark, and deprecated ones of their kind.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// The joiner and the non-joiner, which some scripts and emoji need.
  static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { 0x200C...0x200D ~= scalar.value }

  /// Whether a joiner after this character means something: it is a letter or mark that joins, or an emoji.
  static func canBeJoined(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x590, 0x2000...0x22FF, 0x3000...0x303F, 0xFB00...0xFB06, 0xFF00...0xFFEF: false
    default: !scalar.properties.isWhitespace
    }
  }

  /// Text without them.
  package static func removed(from text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !contains($0) }))
  }

  static let all: [Unicode.Scalar] = (0xAD...0xFEFF as ClosedRange<UInt32>).compactMap {
    Unicode.Scalar($0)
  }.filter(contains)
}
