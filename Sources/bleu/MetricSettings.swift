public import ArgumentParser
public import Evaluation

extension ReferenceTokenizer: ExpressibleByArgument {}

enum SmoothingMethod: String, CaseIterable, ExpressibleByArgument {
  case exp, floor
  case addK = "add-k"
  case unsmoothed = "none"
}

/// Settings of BLEU.
struct BLEUSettings: ParsableArguments {
  @Option(
    name: [.customLong("tokenize"), .customLong("tok", withSingleDash: true)],
    help: "Tokenizer of BLEU. (default: zh for Chinese, else 13a)")
  var tokenizer: ReferenceTokenizer?

  @Option(
    name: [.customShort("l"), .customLong("language-pair")],
    help: "Source and target language, such as en-zh, to choose the tokenizer.")
  var languagePair: String?

  @Option(
    name: [.customShort("s"), .customLong("smooth-method")],
    help: "Smoothing of n-gram orders without matches.")
  var smoothing: SmoothingMethod = .exp

  @Option(
    name: [.customLong("smooth-value"), .customLong("sv", withSingleDash: true)],
    help: "Value for --smooth-method floor (default: 0.1) or add-k (default: 1).")
  var smoothingValue: Double?

  @Flag(
    name: [.customLong("lowercase"), .customLong("lc", withSingleDash: true)],
    help: "Lowercase the text before scoring.")
  var lowercase = false

  @Flag(help: "Do not warn about text that looks tokenised.")
  var force = false

  func validate() throws {
    if smoothingValue != nil, smoothing == .exp || smoothing == .unsmoothed {
      throw ValidationError("--smooth-value is for --smooth-method floor and add-k only")
    }
    if let languagePair, languagePair.split(separator: "-").count < 2 {
      throw ValidationError("--language-pair needs two codes with a hyphen, such as en-de")
    }
    if tokenizer == nil, ["ja", "ko"].contains(targetLanguage) {
      throw ValidationError(
        "sacreBLEU's tokenizer for \(targetLanguage) is MeCab, which is not built in; "
          + "choose one with --tokenize, such as char")
    }
  }

  private var targetLanguage: String {
    languagePair.map { String($0.split(separator: "-")[1]) } ?? ""
  }

  /// The options of the metric; single sentences are scored with the effective order.
  func options(sentenceLevel: Bool) -> BLEUOptions {
    let smoothing: BLEUSmoothing =
      switch smoothing {
      case .exp: .exponential
      case .floor: .floor(smoothingValue ?? 0.1)
      case .addK: .addK(smoothingValue ?? 1)
      case .unsmoothed: .unsmoothed
      }
    return BLEUOptions(
      tokenizer: tokenizer ?? ReferenceTokenizer(targetLanguage: targetLanguage),
      smoothing: smoothing, lowercase: lowercase, effectiveOrder: sentenceLevel)
  }
}

/// Settings of chrF.
struct ChrFSettings: ParsableArguments {
  @Option(
    name: [.customLong("chrf-char-order"), .customLong("cc", withSingleDash: true)],
    help: "Length of the longest character n-grams.")
  var characterOrder = 6

  @Option(
    name: [.customLong("chrf-word-order"), .customLong("cw", withSingleDash: true)],
    help: "Length of the longest word n-grams; 2 is chrF++.")
  var wordOrder = 0

  @Option(name: .customLong("chrf-beta"), help: "Weight of recall relative to precision.")
  var beta = 2

  @Flag(name: .customLong("chrf-whitespace"), help: "Count white space as characters.")
  var whitespace = false

  @Flag(name: .customLong("chrf-lowercase"), help: "Lowercase the text before scoring.")
  var lowercase = false

  @Flag(
    name: .customLong("chrf-eps-smoothing"),
    help: "Give orders without n-grams a tiny score, as chrF++.py, NLTK and Moses do.")
  var epsilonSmoothing = false

  func validate() throws {
    if min(characterOrder, wordOrder) < 0 || characterOrder + wordOrder == 0 {
      throw ValidationError("one of --chrf-char-order and --chrf-word-order must be at least 1")
    }
    if !(1...1000).contains(beta) {
      throw ValidationError("--chrf-beta must be from 1 to 1000")
    }
  }

  var options: ChrFOptions {
    ChrFOptions(
      characterOrder: characterOrder, wordOrder: wordOrder, beta: beta, lowercase: lowercase,
      whitespace: whitespace, epsilonSmoothing: epsilonSmoothing)
  }
}

/// Settings of TER.
struct TERSettings: ParsableArguments {
  @Flag(name: .customLong("ter-normalized"), help: "Unescape markup and split off punctuation.")
  var normalized = false

  @Flag(name: .customLong("ter-no-punct"), help: "Remove punctuation.")
  var noPunctuation = false

  @Flag(
    name: .customLong("ter-asian-support"),
    help: "Apply --ter-normalized and --ter-no-punct to East Asian characters too.")
  var asianSupport = false

  @Flag(name: .customLong("ter-case-sensitive"), help: "Distinguish upper and lower case.")
  var caseSensitive = false

  var options: TEROptions {
    TEROptions(
      normalized: normalized, noPunctuation: noPunctuation, asianSupport: asianSupport,
      caseSensitive: caseSensitive)
  }
}
