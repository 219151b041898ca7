/// The scripts that are written without spaces between words.
package enum SpacelessScripts {
  /// Whether most letters of some texts are of such scripts.
  ///
  /// - Parameter texts: at least some lines of the text; more make the answer no surer.
  /// - Returns: whether they are; false for texts without a letter.
  package static func prevail(in texts: some Sequence<String>) -> Bool {
    var (spaceless, others) = (0, 0)
    for text in texts {
      // Text in ASCII, of which most text is, has no letter of these.
      if text.utf8.allSatisfy({ $0 < 0x80 }) {
        others += text.utf8.count { (0x61...0x7A).contains($0 | 0x20) }
        continue
      }
      for scalar in text.unicodeScalars {
        if isSpaceless(scalar) {
          spaceless += 1
        } else if scalar.properties.isAlphabetic {
          others += 1
        }
      }
    }
    return spaceless > others
  }

  /// Whether a character is of Han, Kana, Bopomofo, Yi, Thai, Lao, Myanmar, Khmer, Tibetan, or a script of Thailand and China
  /// related to them.
  package static func isSpaceless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E01...0x0E4E, 0x0E81...0x0EDF, 0x0F40...0x0FBC, 0x1000...0x109F, 0x1780...0x17D3,
      0x1950...0x19DF, 0x1A20...0x1AAD, 0x3005...0x3007, 0x3041...0x312F, 0x31A0...0x31BF,
      0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA9E0...0xA9FE,
      0xAA60...0xAADF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x1B000...0x1B16F, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
