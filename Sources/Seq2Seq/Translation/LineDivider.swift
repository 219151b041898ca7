internal import Tokenization

/// Divides lines into parts to be translated.
struct LineDivider: Sendable {
  /// What the division of a line depends on, besides its text.
  struct Rules: Sendable {
    var splitsSentences = true
    /// A part has at most so many tokens.
    var maximumTokens = 512
    /// Finds the terms that have given translations.
    var terms: TermFinder?
  }

  private let reader: SpanReader
  private let sourceSentences: SentenceSplitter
  private let targetSentences: SentenceSplitter

  /// Divides lines as they are given, and encodes their parts in the forms of characters that the model knows.
  ///
  /// `endsSentences`: a sentence without a mark at its end gets a full stop.
  init(
    source: Tokenizer, _ forms: CharacterForms, target: Tokenizer, _ spans: SpanForms? = nil,
    _ shortlist: Shortlist? = nil, endsSentences: Bool = false
  ) {
    reader = SpanReader(
      source: source, forms: forms, target: target, spanForms: spans, shortlist: shortlist,
      endsSentences: endsSentences)
    sourceSentences = SentenceSplitter(locale: source.locale)
    targetSentences = SentenceSplitter(locale: target.locale)
  }

  /// Divides a line; `prefix` is what its translation must begin with.
  func divide(_ line: String, prefix: String = "", _ rules: Rules) -> DividedLine {
    let line = SpannedText(reader.withoutMarks(line), rules.terms, reader.spanForms?.names)
    let whole = UTF8Text.trimmed(0..<line.text.utf8.count, of: line.text)
    if whole.isEmpty { return DividedLine() }
    var builder = DividedLineBuilder(line.text)
    // What the first part to be translated begins with.
    var prefix = UTF8Text.isBlank(prefix) ? "" : Self.bounded(prefix, rules.maximumTokens)
    for sentence in sentences(of: line, whole, prefix, rules) {
      let isWrapped = rules.splitsSentences && prefix.isEmpty
      let sentence = isWrapped ? unwrapped(sentence, of: line) : sentence
      if !line.hasLetters(in: sentence) {
        builder.add(sentence, line.part(sentence), [])
        continue
      }
      for (range, readings) in clauses(of: line.part(sentence), prefix, rules) {
        let own = range.lowerBound + sentence.lowerBound..<range.upperBound + sentence.lowerBound
        builder.add(own, line.part(own), readings)
        if range.lowerBound > 0 { builder.continueSentence() }
        if !readings.isEmpty { prefix = "" }
      }
    }
    return builder.finish()
  }

  /// A sentence without the marks around it.
  private func unwrapped(_ sentence: Range<Int>, of line: SpannedText) -> Range<Int> {
    let inside = SentenceWrapping(of: line.text.text(sentence)).inside
    return sentence.lowerBound + inside.lowerBound..<sentence.lowerBound + inside.upperBound
  }

  /// As much of a forced beginning as so many tokens can be, since the time to read it grows with its length.
  private static func bounded(_ prefix: String, _ maximumTokens: Int) -> String {
    let most = maximumTokens.multipliedReportingOverflow(by: bytesOfAToken)
    guard !most.overflow, prefix.utf8.count > most.partialValue else { return prefix }
    var bytes = Array(prefix.utf8.prefix(most.partialValue))
    UTF8Text.removePartialCharacter(from: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The most bytes of a piece of text.
  private static let bytesOfAToken = 128

  /// The sentences of a line, without the white space around them.
  private func sentences(
    of line: SpannedText, _ whole: Range<Int>, _ prefix: String, _ rules: Rules
  ) -> [Range<Int>] {
    guard rules.splitsSentences, line.hasLetters(in: whole) else { return [whole] }
    let all = sourceSentences.sentences(of: line.text, line.undivided)
      .map { UTF8Text.trimmed($0, of: line.text) }.filter { !$0.isEmpty }
    let begun =
      prefix.isEmpty
      ? 0 : targetSentences.sentences(of: prefix, SpanFinder.spans(in: prefix)).count
    return begun == 0 ? all : Self.joining(all, of: line, spoken: begun)
  }

  /// Joins the first sentences, so that `spoken` with letters, or all there are, become one.
  ///
  /// They are translated together, because the beginning of their translation is given as one text.
  private static func joining(
    _ sentences: [Range<Int>], of line: SpannedText, spoken: Int
  ) -> [Range<Int>] {
    var found = 0
    for (index, sentence) in sentences.enumerated() {
      if line.hasLetters(in: sentence) { found += 1 }
      if found == spoken || index == sentences.count - 1 {
        let first = sentences[0].lowerBound..<sentence.upperBound
        return [first] + sentences[(index + 1)...]
      }
    }
    return sentences
  }

  /// The parts of a sentence that have few enough tokens, as they are read; one that has no clause mark may have more.
  private func clauses(
    of sentence: SpannedText, _ prefix: String, _ rules: Rules
  ) -> [(Range<Int>, [DividedLine.Reading])] {
    let whole = reader.readings(of: sentence, prefix: prefix, maximumTokens: rules.maximumTokens)
    if !whole.contains(where: \.wasCut) || !rules.splitsSentences {
      return [(0..<sentence.text.utf8.count, whole)]
    }
    var runs: [(range: Range<Int>, tokens: Int)] = []
    for clause in Clauses.ranges(of: SpanFinder.masked(sentence.text, sentence.undivided)) {
      let count = reader.tokenCount(of: sentence.part(clause))
      if let last = runs.last, last.tokens + count <= rules.maximumTokens {
        runs[runs.count - 1] = (last.range.lowerBound..<clause.upperBound, last.tokens + count)
      } else {
        runs.append((clause, count))
      }
    }
    return runs.enumerated().map { index, run in
      let range = UTF8Text.trimmed(run.range, of: sentence.text)
      return (
        range,
        reader.readings(
          of: sentence.part(range), prefix: index == 0 ? prefix : "",
          maximumTokens: rules.maximumTokens)
      )
    }
  }
}

/// Puts the parts of a line together, from left to right.
private struct DividedLineBuilder {
  private let line: String
  private var result = DividedLine()
  /// Where the last part ended.
  private var end = 0
  /// The words up to the offset `counted`.
  private var words = WordCount()
  private var counted = 0

  init(_ line: String) { self.line = line }

  /// Adds the part in a range; without readings, it comes through unchanged but for terms.
  mutating func add(_ range: Range<Int>, _ part: SpannedText, _ readings: [DividedLine.Reading]) {
    result.parts.append(
      .init(
        // Sentences that differ in invisible characters only have the same translation.
        space: InvisibleCharacter.removed(from: line.text(end..<range.lowerBound)), text: part.text,
        terms: WantedTerms(terms: part.terms),
        replacement: part.terms.isEmpty ? nil : part.withTargets(isInPlace: true).text.text,
        firstWord: word(at: range.lowerBound), readings: readings))
    end = range.upperBound
  }

  /// Says that the last part continues the sentence of the part before, if it begins with a small letter.
  mutating func continueSentence() {
    let last = result.parts.count - 1
    let first = result.parts[last].text.unicodeScalars.first
    for index in result.parts[last].readings.indices {
      result.parts[last].readings[index].beginsSentence = first?.properties.isLowercase != true
    }
  }

  mutating func finish() -> DividedLine {
    result.end = InvisibleCharacter.removed(from: line.text(end..<line.utf8.count))
    return result
  }

  /// The number of the word at an offset, which never decreases.
  private mutating func word(at offset: Int) -> Int {
    let bytes = line.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: counted)
    words.add(bytes[start...].prefix(offset - counted))
    counted = offset
    return words.current
  }
}
