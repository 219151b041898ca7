internal import Tokenization

/// Where attention looked while a translation was made: how source and target belong together.
///
/// Of an ensemble it is the mean over the models that have attention. Words are what spaces divide,
/// counted from 0, whatever the number of tokens in them: words of the source line, and of the
/// translation as it is printed.
public struct Alignment: Sendable, Hashable {
  /// A pair of places, counted from 0; described as in Pharaoh's format, `0-1`.
  public struct Link: Sendable, Hashable, CustomStringConvertible {
    /// The place in the source.
    public var source: Int
    /// The place in the target.
    public var target: Int

    /// Source, hyphen, target.
    public var description: String { "\(source)-\(target)" }
  }

  /// The source's tokens as people read them, `</s>` last.
  public let source: [String]
  /// The translation's, `</s>` last if it was reached.
  public let target: [String]
  /// By target token, the weights of all source tokens, which sum to 1.
  public let weights: [[Float]]
  /// The word of each token; nil for one that is of none, as `</s>`.
  let sourceWords: [Int?]
  let targetWords: [Int?]

  /// A link for each word of the target, to the source word that its tokens looked at most.
  ///
  /// All weights of two words' tokens are added up. Those of `</s>` do not count.
  public var wordLinks: [Link] { Self.links(weights, sourceWords, targetWords) }

  /// A link for each token of the target, to the source token it looked at most; neither is `</s>`.
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

  /// That of a blank line, which has no tokens.
  package static let none = Alignment()

  private init() {
    (source, target, weights, sourceWords, targetWords) = ([], [], [], [], [])
  }

  /// - Parameters:
  ///   - source: the tokens that were translated, of the line `line`.
  ///   - hypothesis: with the weights of `</s>` too.
  init(_ source: [Int32], of line: String, _ hypothesis: Hypothesis, _ model: TranslationModel) {
    let end = SpecialToken.end.id
    let target = hypothesis.tokens + (hypothesis.isFinished ? [end] : [])
    let (vocabulary, targetVocabulary) = (
      model.sourceTokenizer.vocabulary, model.targetTokenizer.vocabulary
    )
    self.source = (source + [end]).map { vocabulary.spelling(of: $0) }
    self.target = target.map { targetVocabulary.spelling(of: $0) }
    weights = hypothesis.attention
    sourceWords = TokenWords.words(of: source, line: line, model.sourceTokenizer) + [nil]
    targetWords = TokenWords.words(of: target, targetVocabulary)
  }
}

/// Which word of a text each of its tokens belongs to, words being what spaces divide.
enum TokenWords {
  /// Of a line's tokens, or of its first ones.
  static func words(of tokens: [Int32], line: String, _ tokenizer: Tokenizer) -> [Int?] {
    // Unknown words have no text to tell spaces by, so each word's tokens are counted.
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

  /// Of tokens by their pieces; a token of nothing but spaces belongs to the word after it.
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
