/// What kind of vocabulary is learned, and how large.
public struct TokenizerOptions: Sendable, Equatable {
  /// How words become tokens.
  public enum Subwords: String, CaseIterable, Sendable {
    /// Pieces of words by byte-pair encoding: any text can be read and written.
    case bytePairs
    /// Whole words, as in the textbooks: what is not in the vocabulary is `<unk>`.
    case words
  }

  /// The kind of vocabulary.
  public var subwords = Subwords.bytePairs

  /// The number of ids there are at most, special tokens, bytes and characters included.
  ///
  /// Small text gives fewer: no pair of pieces is merged that does not occur twice.
  public var vocabularySize = 8000

  /// How often a word must be seen not to be `<unk>`.
  ///
  /// Of no meaning to byte-pair encoding.
  public var minimumFrequency = 1

  /// The share of the text's characters that have a piece of their own.
  ///
  /// The rest, the rarest ones, are written as bytes. Of no meaning to whole words.
  public var characterCoverage = 0.9995

  /// 8,000 ids by byte-pair encoding.
  public init() {}

  fileprivate func validate() throws(TokenizerError) {
    // One id besides: the space's, or one word's.
    let minimum = subwords == .words ? 4 : Int(BytePairEncoding.firstCharacter) + 1
    guard vocabularySize >= minimum, vocabularySize <= 1 << 24 else {
      throw .invalidOption(
        "a vocabulary of \(vocabularySize) cannot be; give a size from \(minimum) to \(1 << 24)")
    }
    guard minimumFrequency >= 1 else {
      throw .invalidOption("a minimum frequency of \(minimumFrequency) cannot be; give 1 or more")
    }
    guard characterCoverage > 0, characterCoverage <= 1 else {
      throw .invalidOption(
        "a character coverage of \(characterCoverage) cannot be; give more than 0 and at most 1")
    }
  }
}

/// Learns tokenizers from text.
///
/// What is learned depends on the counts of words alone, not on the order of the lines.
public enum TokenizerTrainer: Sendable {
  /// Hears how many tokens are learned, and of how many at most; false ends the learning.
  public typealias GoOn = (_ done: Int, _ total: Int) -> Bool

  /// Learns a tokenizer for lines of one language.
  ///
  /// Throws ``TokenizerError``: an unusable locale, an option out of range, or no word in any line.
  public static func learn(
    from lines: some Sequence<String>, locale: String = "", options: TokenizerOptions
  ) throws(TokenizerError) -> Tokenizer {
    var counter = try WordCounter(locale: locale)
    for line in lines { counter.add(line) }
    return try learn(from: counter, options: options)
  }

  /// Learns a tokenizer from words counted before.
  ///
  /// Throws ``TokenizerError``: an option out of range, no word counted, or `goOn` said false.
  public static func learn(
    from counter: borrowing WordCounter, options: TokenizerOptions,
    goOn: GoOn = { _, _ in true }
  ) throws(TokenizerError) -> Tokenizer {
    try Tokenizer(model: model(of: counter.counts, options, goOn), locale: counter.locale)
  }

  /// Learns one vocabulary for two languages together, and gives a tokenizer for each.
  ///
  /// Throws ``TokenizerError``: an option out of range, no word counted in either, or `goOn` said false.
  public static func learnJoint(
    source: borrowing WordCounter, target: borrowing WordCounter, options: TokenizerOptions,
    goOn: GoOn = { _, _ in true }
  ) throws(TokenizerError) -> (source: Tokenizer, target: Tokenizer) {
    var counts = source.counts
    counts.add(target.counts)
    let tokenizer = try Tokenizer(model: model(of: counts, options, goOn), locale: source.locale)
    return (tokenizer, try tokenizer.withLocale(target.locale))
  }

  private static func model(
    of counts: WordCounts, _ options: TokenizerOptions, _ goOn: GoOn
  ) throws(TokenizerError) -> SubwordModel {
    try options.validate()
    guard !counts.counts.isEmpty else { throw .noText }
    switch options.subwords {
    case .bytePairs:
      return .bytePairs(
        try BytePairLearner.learn(
          from: counts, size: options.vocabularySize, coverage: options.characterCoverage, goOn))
    case .words:
      return .words(
        try WordVocabulary.learn(
          from: counts, size: options.vocabularySize, minimumFrequency: options.minimumFrequency))
    }
  }
}
