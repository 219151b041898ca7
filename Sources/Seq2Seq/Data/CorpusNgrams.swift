package import Tokenization

/// How often tokens, and runs of tokens, occur on both sides of a corpus.
package struct CorpusNgrams: Sendable {
  /// The n-grams of one token, of two, and so on.
  package let source, target: [NgramFrequencies]

  /// Reads a corpus once.
  ///
  /// - Parameters:
  ///   - pairs: the pairs; all usable ones count, also those that are noise.
  ///   - languages: the languages whose rules divide lines into tokens; nil: those of the pairs, if they are known.
  ///   - longest: the tokens of the longest n-grams.
  ///   - most: of how many to keep the text.
  ///   - progress: receives the number of pairs read so far.
  /// - Throws: ``CorpusError`` if the pairs cannot be read, ``TokenizerError`` if ICU does not know how to divide lines.
  package init(
    of pairs: any PairSource, languages: LanguagePair?, longest: Int, most: Int,
    progress: (Int) -> Void
  ) throws {
    let languages = languages ?? pairs.languages
    var source = try NgramCounter(locale: languages?.source ?? "", longest: longest)
    var target = try NgramCounter(locale: languages?.target ?? "", longest: longest)
    let usable = try UsablePairs(of: pairs)
    while let pair = try usable.next() {
      source.add(pair.source)
      target.add(pair.target)
      if usable.report.pairs.isMultiple(of: 1 << 12) { progress(usable.report.pairs) }
    }
    self.source = (1...longest).map { source.frequencies(of: $0, most: most) }
    self.target = (1...longest).map { target.frequencies(of: $0, most: most) }
  }
}
