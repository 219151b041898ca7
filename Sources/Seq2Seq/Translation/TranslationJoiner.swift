/// Makes the translation of a line from those of its parts.
///
/// The i-th candidate of a line joins the i-th candidates of its parts with the line's own white space. Of a part
/// with fewer candidates, the last one is joined.
struct TranslationJoiner {
  let options: SearchOptions

  /// The translation of a line; `translations` are the translations of its parts.
  func join(_ line: DividedLine, _ translations: [Translation]) -> Translation {
    var result = Translation()
    result.sourceTokens = translations.reduce(0) { $0 + $1.sourceTokens }
    result.wasCut = translations.contains { $0.wasCut }
    result.missingTerms = translations.flatMap(\.missingTerms)
    result.missingSpans = translations.flatMap(\.missingSpans)
    // A part without candidates was abandoned: nobody waits for the line any more.
    if translations.contains(where: \.candidates.isEmpty) { return result }
    let count = translations.map(\.candidates.count).max() ?? 0
    result.candidates = (0..<count).map { rank in
      candidate(line, translations.map { $0.candidates[min(rank, $0.candidates.count - 1)] })
    }
    if translations.count > 1 {
      result.sentences = zip(line.parts, translations).map {
        .init(source: $0.text, translation: $1)
      }
    }
    return result
  }

  private func candidate(
    _ line: DividedLine, _ candidates: [Translation.Candidate]
  ) -> Translation.Candidate {
    let (text, firstWords) = text(line, candidates.map(\.text))
    var result = Translation.Candidate(
      text: text, score: score(line, candidates),
      logProbability: candidates.dropFirst().reduce(candidates[0].logProbability) {
        $0 + $1.logProbability
      },
      languageLogProbability: candidates.reduce(0) { $0 + $1.languageLogProbability },
      tokens: candidates.reduce(0) { $0 + $1.tokens },
      isFinished: candidates.allSatisfy(\.isFinished))
    let alignments = candidates.compactMap(\.alignment)
    if alignments.count == candidates.count {
      result.alignment = Alignment(
        joining: candidates.indices.map {
          .init(
            alignment: alignments[$0], sourceWord: line.parts[$0].firstWord,
            targetWord: firstWords[$0], isEnded: candidates[$0].isFinished)
        })
    }
    return result
  }

  /// log p of all tokens, normalised by their number as for one sentence, and the parts' coverage penalties.
  private func score(_ line: DividedLine, _ candidates: [Translation.Candidate]) -> Float {
    let spoken = zip(line.parts, candidates).filter { $0.0.isTranslated }.map(\.1)
    if spoken.count < 2 { return spoken.first?.score ?? 0 }
    func fused(_ candidate: Translation.Candidate) -> Float {
      options.fused(candidate.logProbability, candidate.languageLogProbability)
    }
    let sum = spoken.reduce(0) { $0 + fused($1) }
    let length = spoken.reduce(0) { $0 + $1.length }
    let coverage = spoken.reduce(0) {
      $0 + $1.score - options.score(fused($1), length: $1.length)
    }
    return options.score(sum, length: length) + (options.coveragePenalty == 0 ? 0 : coverage)
  }

  /// The parts' translations with the line's white space, and the number of the first word of each.
  private func text(_ line: DividedLine, _ texts: [String]) -> (text: String, firstWords: [Int]) {
    var text = ""
    var firstWords: [Int] = []
    var words = WordCount()
    func add(_ more: String) {
      text += more
      words.add(more.utf8)
    }
    for (index, next) in texts.enumerated() {
      let space = line.parts[index].space.withoutControls
      add(space)
      if index > 0, space.isEmpty, Spacing.isNeeded(from: line.parts[index - 1].text, text, next) {
        add(" ")
      }
      firstWords.append(words.current)
      add(next)
    }
    return (text + line.end.withoutControls, firstWords)
  }
}
