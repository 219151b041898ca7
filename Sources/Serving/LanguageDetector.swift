internal import Platform
package import Seq2Seq
internal import Tokenization

/// Tells which of the models' languages a text is in, by the pieces that the models know.
///
/// The pieces of a vocabulary are the n-grams of characters that were frequent in the training text, in order of their
/// frequency. So the detector needs no other data: a text is likely in the language whose pieces it is made of, and a
/// piece is likely the earlier it was learned.
package struct LanguageDetector: Sendable {
  /// A language that a text may be in.
  package struct Guess: Sendable, Hashable {
    /// Its code.
    package let language: String
    /// How likely it is among the languages at hand, from 0 to 100; 0 for a text without a letter.
    package let confidence: Double
  }

  /// Each language with the tokenizers of all models that know it.
  private let languages: [(code: String, tokenizers: [Tokenizer])]
  /// The characters that are looked at: more of them decide nothing.
  private static let characters = 2000

  /// Learns the languages of models; of several models with the same language, the likeliest counts for each text.
  package init(_ models: [TranslationModel]) {
    var tokenizers: [String: [Tokenizer]] = [:]
    for model in models {
      guard let pair = model.languages else { continue }
      tokenizers[pair.source, default: []].append(model.sourceTokenizer)
      tokenizers[pair.target, default: []].append(model.targetTokenizer)
    }
    languages = tokenizers.map { (code: $0.key, tokenizers: $0.value) }
      .sorted { $0.code < $1.code }
  }

  /// All languages at hand, the likeliest first.
  package func guesses(_ text: String) -> [Guess] {
    let sample = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.characters)))
    guard sample.unicodeScalars.contains(where: \.properties.isAlphabetic) else {
      return languages.map { Guess(language: $0.code, confidence: 0) }
    }
    let likelihoods = languages.map { language in
      language.tokenizers.map { Self.logLikelihood(of: sample, $0) }.max() ?? 0
    }
    let best = likelihoods.max() ?? 0
    let weights = likelihoods.map { exponential($0 - best) }
    let sum = weights.reduce(0, +)
    return zip(languages, weights).map { entry, weight in
      Guess(
        language: entry.code, confidence: (weight / sum * 1000).rounded() / 10)
    }.sorted { ($1.confidence, $0.language) < ($0.confidence, $1.language) }
  }

  /// log p of a text by the ranks of its pieces: a piece of rank r has the probability 1 / r, but for a constant.
  ///
  /// Single characters and bytes are what is left of words that the language does not have; they are as unlikely as the
  /// rarest piece. Pieces follow each other not by chance, so the evidence of many is less than their sum.
  private static func logLikelihood(of text: String, _ tokenizer: Tokenizer) -> Double {
    let vocabulary = tokenizer.vocabulary
    let rarest = logarithm(Double(vocabulary.count))
    let sum = tokenizer.encode(text).reduce(0.0) { sum, id in
      switch vocabulary.piece(id) {
      case .special: sum
      case .byte, nil: sum - rarest - 2
      case .text(let piece):
        sum - (piece.unicodeScalars.count > 1 ? logarithm(Double(id) + 1) : rarest)
      }
    }
    return sum / 2
  }
}
