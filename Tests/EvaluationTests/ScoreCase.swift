import Evaluation

/// Segments with the scores that sacreBLEU gives them under several settings.
struct ScoreCase: Decodable {
  let hypotheses: [String]
  let references: [[String?]]
  let bleu: [Expected<BLEUCaseOptions>]
  let chrf: [Expected<ChrFCaseOptions>]
  let ter: [Expected<TERCaseOptions>]

  /// The settings and scores of one metric.
  struct Expected<Options: Decodable>: Decodable {
    let options: Options
    let score: Double
    let signature: String
    let precisions: [Double]?
    let bp: Double?
    let lengths: [Int]?
    let detail: String?
    let sentences: [Double]
  }
}

/// The names that sacreBLEU has for the settings of BLEU.
struct BLEUCaseOptions: Decodable {
  let tokenize: String
  let smooth_method: String
  let smooth_value: Double?
  let lowercase: Bool
  let max_ngram_order: Int
  let effective_order: Bool

  var metric: BLEU? {
    guard let tokenizer = ReferenceTokenizer(rawValue: tokenize) else { return nil }
    let smoothing: BLEUSmoothing? =
      switch smooth_method {
      case "exp": .exponential
      case "floor": smooth_value.map { .floor($0) } ?? .floor()
      case "add-k": smooth_value.map { .addK($0) } ?? .addK()
      case "none": .unsmoothed
      default: nil
      }
    return smoothing.map {
      BLEU(
        BLEUOptions(
          tokenizer: tokenizer, smoothing: $0, lowercase: lowercase, maxOrder: max_ngram_order,
          effectiveOrder: effective_order))
    }
  }
}

/// The names that sacreBLEU has for the settings of chrF.
struct ChrFCaseOptions: Decodable {
  let char_order: Int
  let word_order: Int
  let beta: Int
  let lowercase: Bool
  let whitespace: Bool
  let eps_smoothing: Bool

  var metric: ChrF {
    ChrF(
      ChrFOptions(
        characterOrder: char_order, wordOrder: word_order, beta: beta, lowercase: lowercase,
        whitespace: whitespace, epsilonSmoothing: eps_smoothing))
  }
}

/// The names that sacreBLEU has for the settings of TER.
struct TERCaseOptions: Decodable {
  let normalized: Bool
  let no_punct: Bool
  let asian_support: Bool
  let case_sensitive: Bool

  var metric: TER {
    TER(
      TEROptions(
        normalized: normalized, noPunctuation: no_punct, asianSupport: asian_support,
        caseSensitive: case_sensitive))
  }
}
