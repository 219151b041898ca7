import Platform

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
    let line = Self.withUsualCapitals(line)
    var (words, runs) = analysis(of: line)
    let tally = CaseTally(words)
    let isInCapitals =
      runs.first?.isWholeLine == true
      || tally.isMostlyInCapitals && !CasedWords(of: line).hasOtherLetters
    for index in words.indices {
      let saysNothing =
        switch words[index].mark {
        case .small: tally.isWithoutCapitals || words[index].place.beginsSentence
        case .capital: tally.isTitle
        default: false
        }
      if isInCapitals || saysNothing { words[index].mark = nil }
    }
    return Reading(marked: write(words, of: line, []), isInCapitals: isInCapitals)
  }

  /// The other spelling of a word in capitals is that of Unicode's mapping, which known forms are found by.
  private static func withUsualCapitals(_ line: String) -> String {
    line.unicodeScalars.contains("ẞ") ? line.replacing("ẞ", with: "SS") : line
  }

  // MARK: - Chunks

  /// A part of a line between two spaces, with marks that depend on no other part.
  struct Chunk {
    /// Its UTF-8.
    var marked: [UInt8]
    var tally: CaseTally
    /// What is known at the beginning of the next chunk.
    var state: CasedWords.State
  }

  /// Marks a chunk by itself, as in a line without words in capitals one after the other; or reads it as in such a line
  /// that has capitals as usual.
  func chunk(_ text: Span<UInt8>, after state: CasedWords.State, isRead: Bool) -> Chunk {
    if isRead, text.indices.contains(where: { text[$0] == 0xE1 }) {
      var bytes: [UInt8] = []
      bytes.append(copying: text)
      var usual = Self.withUsualCapitals(String(decoding: bytes, as: UTF8.self))
      return usual.withUTF8Span { usualChunk($0, after: state, isRead: true) }
    }
    return usualChunk(text, after: state, isRead: isRead)
  }

  private func usualChunk(
    _ text: Span<UInt8>, after state: CasedWords.State, isRead: Bool
  ) -> Chunk {
    let found = CasedWords(of: text, after: state)
    var bytes: [UInt8] = []
    bytes.append(copying: text)
    var words = self.words(found, of: bytes)
    let tally = CaseTally(words)
    if isRead {
      for index in words.indices
      where words[index].mark == .small && words[index].place.beginsSentence {
        words[index].mark = nil
      }
    }
    return Chunk(marked: write(words, of: bytes, []), tally: tally, state: found.stateAfterSpace)
  }
}
