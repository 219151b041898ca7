internal import Tokenization

/// The attention weights of a translation, which align its tokens and words with the source's.
///
/// For an ensemble, they are the mean over the models with attention. Words are separated by spaces and
/// counted from 0, in the source line as it was given and in the translation as it is printed; a word may
/// have several tokens.
public struct Alignment: Sendable, Hashable {
  /// A pair of positions, counted from 0; its description is in Pharaoh's format, `0-1`.
  public struct Link: Sendable, Hashable, CustomStringConvertible {
    /// The position in the source.
    public var source: Int
    /// The position in the target.
    public var target: Int

    /// Source, hyphen, target.
    public var description: String { "\(source)-\(target)" }
  }

  /// The source tokens in readable form, `</s>` last.
  public let source: [String]
  /// The target tokens in readable form, `</s>` last if it was reached.
  public let target: [String]
  /// For each target token, the weights of all source tokens, which sum to 1.
  public let weights: [[Float]]
  /// The word of each token; nil if it belongs to none, such as `</s>`.
  let sourceWords: [Int?]
  let targetWords: [Int?]

  /// A link for each target word, to the source word with the largest attention weight.
  ///
  /// The weight of two words is the sum over all pairs of their tokens; `</s>` does not count.
  public var wordLinks: [Link] { Self.links(weights, sourceWords, targetWords) }

  /// A link for each target token, to the source token with the largest attention weight; `</s>` does not count.
  public var tokenLinks: [Link] {
    let isEnded = target.last == SpecialToken.end.spelling
    let targets = weights.indices.map { isEnded && $0 == weights.count - 1 ? nil : Optional($0) }
    return Self.links(weights, source.indices.dropLast() + [nil], targets)
  }

  private static func links(
    _ weights: [[Float]], _ sources: [Int?], _ targets: [Int?]
  ) -> [Link] {
    let count = (sources.compactMap(\.self).max() ?? -1) + 1
    let targetCount = (targets.compactMap(\.self).max() ?? -1) + 1
    guard count > 0 else { return [] }
    var sums = [[Float]](repeating: [Float](repeating: 0, count: count), count: targetCount)
    for (target, weights) in zip(targets, weights) {
      guard let target else { continue }
      for (source, weight) in zip(sources, weights) {
        if let source { sums[target][source] += weight }
      }
    }
    return sums.enumerated().map { target, sums in
      let best = sums.indices.reduce(0) { sums[$1] > sums[$0] ? $1 : $0 }
      return Link(source: best, target: target)
    }
  }

  /// The alignment of a blank line, which has no tokens.
  package static let none = Alignment()

  private init() {
    (source, target, weights, sourceWords, targetWords) = ([], [], [], [], [])
  }

  /// Creates the alignment of a hypothesis and the tokens `source` of `line` that were translated.
  init(_ source: [Int32], of line: String, _ hypothesis: Hypothesis, _ model: TranslationModel) {
    let end = SpecialToken.end.id
    let target = hypothesis.tokens + (hypothesis.isFinished ? [end] : [])
    let (vocabulary, targetVocabulary) = (
      model.sourceTokenizer.vocabulary, model.targetTokenizer.vocabulary
    )
    self.source = (source + [end]).map { vocabulary.spelling(of: $0) }
    self.target = target.map { targetVocabulary.spelling(of: $0) }
    weights = hypothesis.attention
    sourceWords = Self.sourceWords(of: source, line, model) + [nil]
    targetWords = TokenWords.words(of: target, targetVocabulary)
  }

  /// The words of the line as it was given, although the tokens are those of its characters' known forms.
  private static func sourceWords(
    of tokens: [Int32], _ line: String, _ model: TranslationModel
  ) -> [Int?] {
    let known = model.sourceForms.apply(to: line)
    let words = TokenWords.words(of: tokens, line: known, model.sourceTokenizer)
    if known == line { return words }
    let original = model.sourceForms.originalWords(of: line)
    return words.map { word in word.flatMap { original.indices.contains($0) ? original[$0] : nil } }
  }
}

/// Finds the word that each token of a text belongs to; words are separated by spaces.
enum TokenWords {
  /// The words of a line's tokens, or of its first tokens.
  static func words(of tokens: [Int32], line: String, _ tokenizer: Tokenizer) -> [Int?] {
    // `<unk>` has no text in which to find spaces, so the tokens of each word are counted.
    guard tokens.contains(SpecialToken.unknown.id) else {
      return words(of: tokens, tokenizer.vocabulary)
    }
    let texts = line.utf8.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    let encoded = texts.map { tokenizer.encode($0) }
    guard encoded.joined().starts(with: tokens) else {
      return words(of: tokens, tokenizer.vocabulary)
    }
    let words = encoded.enumerated().flatMap { word, tokens in tokens.map { _ in Optional(word) } }
    return Array(words.prefix(tokens.count))
  }

  /// The words of tokens by their text; a token of only spaces belongs to the word after it.
  static func words(of tokens: [Int32], _ vocabulary: Vocabulary) -> [Int?] {
    var result: [Int?] = []
    var (begun, isInside) = (0, false)
    for token in tokens {
      var word: Int?
      for byte in bytes(of: token, vocabulary) {
        if byte > 0x20 && !isInside { begun += 1 }
        isInside = byte > 0x20
        if isInside && word == nil { word = begun - 1 }
      }
      result.append(word)
    }
    for index in result.indices.dropLast().reversed()
    where result[index] == nil && !bytes(of: tokens[index], vocabulary).isEmpty {
      result[index] = result[index + 1]
    }
    return result
  }

  private static func bytes(of token: Int32, _ vocabulary: Vocabulary) -> [UInt8] {
    switch vocabulary.piece(token) {
    case .text(let text): Array(text.utf8)
    case .byte(let byte): [byte]
    case .special, nil: []
    }
  }
}
