/// The words of a text without the punctuation around them; each character of a script without spaces is one.
enum WordCores {
  /// Their ranges in the text's UTF-8, in order.
  static func ranges(of text: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var core: Range<Int>?
    var offset = 0
    func end() {
      if let found = core { ranges.append(found) }
      core = nil
    }
    for scalar in text.unicodeScalars {
      let next = offset + UTF8.width(scalar)
      if scalar.properties.isWhitespace {
        end()
      } else if scalar.isOfSpacedWord || core != nil && scalar.isCombining {
        core = (core?.lowerBound ?? offset)..<next
      } else if scalar.properties.isAlphabetic {
        end()
        ranges.append(offset..<next)
      }
      offset = next
    }
    end()
    return ranges
  }
}

extension Unicode.Scalar {
  fileprivate var isCombining: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
