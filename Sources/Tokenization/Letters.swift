/// Whether a text has anything to translate.
package enum Letters {
  /// Whether a text has a letter of any script; digits, marks, symbols and emoji are none.
  package static func occur(in text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains(where: isLetter)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      // One letter is an emoji: ℹ.
      !scalar.properties.isEmoji
    default: false
    }
  }
}
