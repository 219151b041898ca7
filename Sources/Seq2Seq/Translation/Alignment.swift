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
  ///
  /// A token of one of several sentences gives weight only to the tokens of its own sentence and to `</s>`.
  public var weights: [[Float]] { rows.map { $0.weights(count: source.count) } }
  /// The weights of each target token.
  let rows: [Row]
  /// The word of each token; nil if it belongs to none, such as `</s>`.
  let sourceWords: [Int?]
  let targetWords: [Int?]
  /// Words that came through without the model.
  let copied: [Link]

  /// A link for each target word, to the source word with the largest attention weight.
  ///
  /// The weight of two words is the sum over all pairs of their tokens; `</s>` does not count.
  public var wordLinks: [Link] {
    let links = Self.links(rows, sourceWords, targetWords)
    if copied.isEmpty { return links }
    let said = Set(targetWords.compactMap(\.self))
    return (links.filter { said.contains($0.target) } + copied.filter { !said.contains($0.target) })
      .sorted { $0.target < $1.target }
  }

  /// A link for each target token, to the source token with the largest attention weight; `</s>` does not count.
  public var tokenLinks: [Link] {
    let isEnded = target.last == SpecialToken.end.spelling
    let targets = rows.indices.map { isEnded && $0 == rows.count - 1 ? nil : Optional($0) }
    return Self.links(rows, source.indices.dropLast() + [nil], targets)
  }

  private static func links(_ rows: [Row], _ sources: [Int?], _ targets: [Int?]) -> [Link] {
    guard sources.contains(where: { $0 != nil }) else { return [] }
    let targetCount = (targets.compactMap(\.self).max() ?? -1) + 1
    var sums = [[Int: Float]](repeating: [:], count: targetCount)
    for (target, row) in zip(targets, rows) {
      guard let target else { continue }
      for (source, weight) in zip(sources[row.first...], row.weights) {
        if let source { sums[target][source, default: 0] += weight }
      }
    }
    return sums.enumerated().map { target, sums in
      let best = sums.max { ($0.value, $1.key) < ($1.value, $0.key) }
      return Link(source: best?.key ?? 0, target: target)
    }
  }

  /// The alignment of a blank line, which has no tokens.
  package static let none = Alignment()

  private init() {
    (source, target, rows, sourceWords, targetWords, copied) = ([], [], [], [], [], [])
  }

  /// Creates the alignment of a hypothesis and the tokens `source` of `line` that were translated.
  init(_ source: [Int32], of line: String, _ hypothesis: Hypothesis, _ model: TranslationModel) {
    let end = SpecialToken.end.id
    copied = []
    let target = hypothesis.tokens + (hypothesis.isFinished ? [end] : [])
    let (vocabulary, targetVocabulary) = (
      model.sourceTokenizer.vocabulary, model.targetTokenizer.vocabulary
    )
    self.source = (source + [end]).map { vocabulary.spelling(of: $0) }
    self.target = target.map { targetVocabulary.spelling(of: $0) }
    rows = hypothesis.attention.map { Row($0) }
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
