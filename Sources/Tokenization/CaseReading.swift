extension CaseMarker {
  /// A line as a model is to read it.
  struct Reading {
    /// The line with marks.
    var marked: String
    /// Whether it is written in capitals throughout, so that its translation has to be, too.
    var isInCapitals = false
  }

  /// Reads a line whose case may say nothing about its words.
  ///
  /// A line in capitals throughout, without any capital, or in Title Case is read as if it was written as usual. A small
  /// letter at the beginning of a sentence says nothing, either. Of other lines each word in capitals is marked by
  /// itself: where a run of them begins and ends in the translation cannot be learned from lines in capitals.
  func reading(of line: String) -> Reading {
    // The other spelling of a word in capitals is that of Unicode's mapping, which known forms are found by.
    let line = line.unicodeScalars.contains("ẞ") ? line.replacing("ẞ", with: "SS") : line
    var (words, runs) = analysis(of: line)
    let isInCapitals = runs.first?.isWholeLine == true || isMostlyInCapitals(words, of: line)
    let (isSmall, isTitle) = (isWithoutCapitals(words), isTitle(words))
    for index in words.indices {
      let saysNothing =
        switch words[index].mark {
        case .small: isSmall || words[index].place.beginsSentence
        case .capital: isTitle
        default: false
        }
      if isInCapitals || saysNothing { words[index].mark = nil }
    }
    return Reading(marked: write(words, of: line, []), isInCapitals: isInCapitals)
  }

  /// Whether all words are in capitals but some that never are, such as a unit or the name of a product.
  private func isMostlyInCapitals(_ words: [Word], of line: String) -> Bool {
    let others = words.count { !$0.isInCapitals }
    return 4 * others <= words.count && words.count { $0.mark == .capitals } > max(1, others)
      && !CasedWords(of: line).hasOtherLetters
  }

  private func isWithoutCapitals(_ words: [Word]) -> Bool {
    words.allSatisfy(\.isSmall)
  }

  /// Whether words begin with capitals that none is expected of: all words, or more than are small.
  private func isTitle(_ words: [Word]) -> Bool {
    let capital = words.count { $0.mark == .capital }
    guard capital > 0, words.count > 1 else { return false }
    let small = words.count(where: \.isSmall)
    return small == 0 || capital > max(small, 2)
  }
}
