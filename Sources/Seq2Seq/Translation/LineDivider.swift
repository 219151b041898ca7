internal import Tokenization

/// Divides lines into parts to be translated.
struct LineDivider: Sendable {
  /// What the division of a line depends on, besides its text.
  struct Rules: Sendable {
    var splitsSentences = true
    /// A part has at most so many tokens.
    var maximumTokens = 512
  }

  private let source: Tokenizer
  private let forms: CharacterForms
  private let target: Tokenizer
  private let sourceSentences: SentenceSplitter
  private let targetSentences: SentenceSplitter

  /// Divides lines as they are given; their parts are encoded in the forms of characters that the model knows.
  init(source: Tokenizer, _ forms: CharacterForms, target: Tokenizer) {
    self.source = source
    self.forms = forms
    self.target = target
    sourceSentences = SentenceSplitter(locale: source.locale)
    targetSentences = SentenceSplitter(locale: target.locale)
  }

  /// Divides a line; `prefix` is what its translation must begin with.
  func divide(_ line: String, prefix: String = "", _ rules: Rules) -> DividedLine {
    let whole = UTF8Text.trimmed(0..<line.utf8.count, of: line)
    if whole.isEmpty { return DividedLine() }
    var builder = DividedLineBuilder(line)
    for sentence in sentences(of: line, whole, prefix, rules) {
      let text = line.text(sentence)
      if !Letters.occur(in: text) {
        builder.add(sentence)
        continue
      }
      for (range, reading) in clauses(of: text, rules) {
        builder.add(
          range.lowerBound + sentence.lowerBound..<range.upperBound + sentence.lowerBound, reading,
          maximumTokens: rules.maximumTokens)
        if range.lowerBound > 0 { builder.continueSentence() }
      }
    }
    var result = builder.finish()
    if let first = result.parts.firstIndex(where: \.isTranslated), !UTF8Text.isBlank(prefix) {
      result.parts[first].prefix = target.encode(prefix)
      // The beginning that was given says how the translation looks.
      if prefix.uppercased() != prefix { result.parts[first].isInCapitals = false }
    }
    return result
  }

  /// The sentences of a line, without the white space around them.
  private func sentences(
    of line: String, _ whole: Range<Int>, _ prefix: String, _ rules: Rules
  ) -> [Range<Int>] {
    guard rules.splitsSentences, Letters.occur(in: line) else { return [whole] }
    let all = sourceSentences.sentences(of: line)
      .map { UTF8Text.trimmed($0, of: line) }.filter { !$0.isEmpty }
    let begun = UTF8Text.isBlank(prefix) ? 0 : targetSentences.sentences(of: prefix).count
    return begun == 0 ? all : Self.joining(all, of: line, spoken: begun)
  }

  /// Joins the first sentences, so that `spoken` with letters, or all there are, become one.
  ///
  /// They are translated together, because the beginning of their translation is given as one text.
  private static func joining(
    _ sentences: [Range<Int>], of line: String, spoken: Int
  ) -> [Range<Int>] {
    var found = 0
    for (index, sentence) in sentences.enumerated() {
      if Letters.occur(in: line.text(sentence)) { found += 1 }
      if found == spoken || index == sentences.count - 1 {
        let first = sentences[0].lowerBound..<sentence.upperBound
        return [first] + sentences[(index + 1)...]
      }
    }
    return sentences
  }

  /// The parts of a sentence that have few enough tokens, with their tokens; one that has no clause mark may have more.
  private func clauses(of sentence: String, _ rules: Rules) -> [(Range<Int>, Reading)] {
    let whole = 0..<sentence.utf8.count
    let reading = read(sentence)
    if reading.ids.count <= rules.maximumTokens || !rules.splitsSentences {
      return [(whole, reading)]
    }
    var runs: [(range: Range<Int>, tokens: Int)] = []
    for clause in Clauses.ranges(of: sentence) {
      let count = read(sentence.text(clause)).ids.count
      if let last = runs.last, last.tokens + count <= rules.maximumTokens {
        runs[runs.count - 1] = (last.range.lowerBound..<clause.upperBound, last.tokens + count)
      } else {
        runs.append((clause, count))
      }
    }
    return runs.map { run in
      let range = UTF8Text.trimmed(run.range, of: sentence)
      return (range, read(sentence.text(range)))
    }
  }

  private typealias Reading = (ids: [Int32], isInCapitals: Bool)

  private func read(_ text: String) -> Reading { source.read(forms.apply(to: text)) }
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

  /// Adds the part in a range; without tokens, it comes through unchanged.
  mutating func add(
    _ range: Range<Int>, _ reading: (ids: [Int32], isInCapitals: Bool) = ([], false),
    maximumTokens: Int = 0
  ) {
    result.parts.append(
      .init(
        space: line.text(end..<range.lowerBound), text: line.text(range),
        firstWord: word(at: range.lowerBound), tokens: Array(reading.ids.prefix(maximumTokens)),
        wasCut: reading.ids.count > maximumTokens, isInCapitals: reading.isInCapitals))
    end = range.upperBound
  }

  /// Says that the last part continues the sentence of the part before, if it begins with a small letter.
  mutating func continueSentence() {
    let last = result.parts.count - 1
    let first = result.parts[last].text.unicodeScalars.first
    result.parts[last].beginsSentence = first?.properties.isLowercase != true
  }

  mutating func finish() -> DividedLine {
    result.end = line.text(end..<line.utf8.count)
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
