public import ArgumentParser
public import Seq2Seq
import Tokenization

extension TrainingOptions.LetterCase: ExpressibleByArgument {}

/// What training does with what is not to be translated.
enum SpanLearning: String, CaseIterable, ExpressibleByArgument {
  case marks, text
}

/// How text becomes tokens.
struct TextArguments: ParsableArguments {
  enum Subwords: String, CaseIterable, ExpressibleByArgument {
    case bpe, none
  }

  @Option(help: "Tokens are pieces of words by byte-pair encoding (bpe), or whole words (none).")
  var subwords = Subwords.bpe

  @Option(
    name: .customLong("case"),
    help: """
      Words in capitals are marked and share the pieces of words in small letters (marks), or are spelled \
      with pieces of their own (spelling). (default: marks)
      """)
  var letterCase: TrainingOptions.LetterCase?

  @Option(
    help: """
      Placeholders, addresses, numbers, rare names and other spans that stand on both sides of a pair are learned as \
      marks that stand for any such span (marks), or as the text they are (text). (default: marks)
      """)
  var spans: SpanLearning?

  @Option(
    name: .customLong("vocabulary"),
    help: ArgumentHelp(
      """
      Tokens per side, or of both together if joint. (default: 1,000 to 16,000, depends on the \
      corpus size)
      """, valueName: "size"))
  var vocabularySize: Int?

  @Flag(help: "Use one vocabulary for both sides, for languages that share words and letters.")
  var jointVocabulary = false

  @Option(
    help: ArgumentHelp(
      "BPE-dropout: probability of skipping a merge, so that every epoch sees other pieces.",
      valueName: "p"))
  var bpeDropout = TrainingOptions().subwordDropout

  @Option(
    help: ArgumentHelp(
      "With --subwords none: words that occur less often become <unk>.", valueName: "count"))
  var minFrequency = TrainingOptions().minimumFrequency

  @Option(
    help: ArgumentHelp(
      "Leave out pairs with more tokens than this on either side.", valueName: "n"))
  var maxLength = TrainingOptions().maximumTokens

  @Flag(
    help: """
      Leave out no noise: pairs that are repeated many times, copied, mostly markup, in another script than the rest or \
      of very unequal lengths.
      """)
  var keepAll = false

  func validate() throws {
    try check(vocabularySize, "--vocabulary", in: 4...1 << 22)
    try check(bpeDropout, "--bpe-dropout", in: 0...0.95)
    if bpeDropout > 0 && subwords == .none {
      throw ValidationError("whole words have no merges for --bpe-dropout; use --subwords bpe")
    }
    if letterCase == .marks && subwords == .none {
      throw ValidationError("whole words keep their --case spelling; use --subwords bpe for marks")
    }
    if spans == .marks && subwords == .none {
      throw ValidationError(
        "whole words have no --spans marks; use --subwords bpe, or --spans text")
    }
    try check(minFrequency, "--min-frequency", in: 1...1 << 30)
    try check(maxLength, "--max-length", in: 1...10_000)
  }

  func apply(to options: inout TrainingOptions) {
    options.subwords = subwords == .bpe ? .bytePairs : .words
    options.letterCase = letterCase
    options.marksSpans = spans.map { $0 == .marks }
    options.vocabularySize = vocabularySize
    options.hasJointVocabulary = jointVocabulary
    options.subwordDropout = bpeDropout
    options.minimumFrequency = minFrequency
    options.maximumTokens = maxLength
    options.noiseRules = keepAll ? .keepingAll : nil
  }
}
