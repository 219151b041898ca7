/// The kind and size of the vocabulary to learn.
public struct TokenizerOptions: Sendable, Equatable {
  /// How words become tokens.
  public enum Subwords: String, CaseIterable, Sendable {
    /// Pieces of words by byte-pair encoding, which can encode any text.
    case bytePairs
    /// Whole words, as in textbooks; a word that is not in the vocabulary becomes `<unk>`.
    case words
  }

  /// The kind of vocabulary.
  public var subwords = Subwords.bytePairs

  /// The greatest number of ids, including special tokens, bytes and characters.
  ///
  /// A small text gives fewer, because only pairs of pieces that occur at least twice are merged.
  public var vocabularySize = 8000

  /// How often a word must occur to be in the vocabulary; rarer words become `<unk>`.
  ///
  /// For whole words only.
  public var minimumFrequency = 1

  /// The share of the text's characters that get a piece of their own.
  ///
  /// The rest, the rarest characters, are encoded as bytes. For byte-pair encoding only.
  public var characterCoverage = 0.9995

  /// Whether pieces are merged; otherwise each character is a token.
  ///
  /// For byte-pair encoding only.
  package var mergesPieces = true

  /// The marks that get a token of their own, whether the text has them or not.
  ///
  /// For byte-pair encoding only.
  package var marks: [Mark] = []

  /// Byte-pair encoding with 8,000 ids.
  public init() {}

  fileprivate func validate() throws(TokenizerError) {
    // Besides the fixed ids there must be one more: the space, or one word.
    let minimum =
      subwords == .words ? 4 : Int(BytePairEncoding.firstCharacter) + 1 + marks.count
    guard vocabularySize >= minimum, vocabularySize <= 1 << 24 else {
      throw .invalidOption(
        "a vocabulary cannot have \(vocabularySize) ids; give a size from \(minimum) to \(1 << 24)")
    }
    guard minimumFrequency >= 1 else {
      throw .invalidOption(
        "a minimum frequency cannot be \(minimumFrequency); give 1 or more")
    }
    guard characterCoverage > 0, characterCoverage <= 1 else {
      throw .invalidOption(
        "a character coverage cannot be \(characterCoverage); give more than 0 and at most 1")
    }
  }
}

/// Learns tokenizers from text.
///
/// The result depends on the counts of words alone, not on the order of the lines.
public enum TokenizerTrainer: Sendable {
  /// Gets the number of merges learned so far and the most that there will be; returns false to cancel.
  public typealias Progress = (_ done: Int, _ total: Int) -> Bool

  /// Learns a tokenizer for lines of one language.
  ///
  /// - Returns: The tokenizer.
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)`` if ICU cannot use the locale,
  ///   ``TokenizerError/invalidOption(_:)`` if an option is out of range, and ``TokenizerError/noText`` if no line
  ///   contains a word.
  public static func learn(
    from lines: some Sequence<String>, locale: String = "", options: TokenizerOptions
  ) throws(TokenizerError) -> Tokenizer {
    var counter = try WordCounter(locale: locale)
    for line in lines { counter.add(line) }
    return try learn(from: counter, options: options)
  }

  /// Learns a tokenizer from counts of words.
  ///
  /// - Returns: The tokenizer, with the locale of the counter.
  /// - Throws: ``TokenizerError/invalidOption(_:)`` if an option is out of range, ``TokenizerError/noText`` if no word
  ///   was counted, and ``TokenizerError/cancelled`` if `progress` returned false.
  public static func learn(
    from counter: borrowing WordCounter, options: TokenizerOptions,
    progress: Progress = { _, _ in true }
  ) throws(TokenizerError) -> Tokenizer {
    let model = try model(
      of: counter.counts, options, marksCase: counter.knownForms != nil, progress)
    return try Tokenizer(model: model, knownForms: counter.knownForms, locale: counter.locale)
  }

  /// Learns one joint vocabulary for two languages.
  ///
  /// - Returns: A tokenizer for each language, with the same vocabulary.
  /// - Throws: ``TokenizerError/invalidOption(_:)`` if an option is out of range, ``TokenizerError/noText`` if neither
  ///   counter has words, and ``TokenizerError/cancelled`` if `progress` returned false.
  public static func learnJoint(
    source: borrowing WordCounter, target: borrowing WordCounter, options: TokenizerOptions,
    progress: Progress = { _, _ in true }
  ) throws(TokenizerError) -> (source: Tokenizer, target: Tokenizer) {
    var counts = source.counts
    counts.add(target.counts)
    let marksCase = source.knownForms != nil || target.knownForms != nil
    let model = try model(of: counts, options, marksCase: marksCase, progress)
    return (
      try Tokenizer(model: model, knownForms: source.knownForms, locale: source.locale),
      try Tokenizer(model: model, knownForms: target.knownForms, locale: target.locale)
    )
  }

  private static func model(
    of counts: WordCounts, _ options: TokenizerOptions, marksCase: Bool, _ progress: Progress
  ) throws(TokenizerError) -> SubwordModel {
    var options = options
    if marksCase { options.marks += CaseMark.allCases.map(\.mark) }
    try options.validate()
    guard !counts.counts.isEmpty else { throw .noText }
    switch options.subwords {
    case .bytePairs:
      return .bytePairs(
        try BytePairLearner.learn(from: counts, options, progress))
    case .words:
      return .words(
        try WordVocabulary.learn(
          from: counts, size: options.vocabularySize, minimumFrequency: options.minimumFrequency))
    }
  }
}
