import ArgumentParser
import Evaluation

/// Which scores, and how they are printed.
struct ScoreSettings: ParsableArguments {
  @Option(
    help: """
      BLEU's tokenizer. (default: zh for Chinese; char for ja th lo km my, and for scripts without spaces if the model \
      does not know its languages; else 13a)
      """)
  var tokenize: ReferenceTokenizer?

  @Flag(help: "Ignore the difference between upper and lower case.")
  var lowercase = false

  @Flag(help: "Print one JSON object.")
  var json = false

  /// BLEU, chrF2++ and TER of translations into a language; warns on standard error of what may mislead.
  func reports(
    _ translations: [String], references: [String], language: String
  ) throws -> [ScoreReport] {
    let segments = try Segments(hypotheses: translations, references: [references])
    for warning in segments.warnings {
      StandardError.write("warning: of the translations, \(warning)")
    }
    var bleu = BLEUOptions()
    bleu.tokenizer = tokenize ?? ReferenceTokenizer(textIn: language, like: references)
    bleu.lowercase = lowercase
    var chrF = ChrFOptions.plusPlus
    chrF.lowercase = lowercase
    return [
      report(BLEU(bleu), segments), report(ChrF(chrF), segments), report(TER(), segments),
    ]
  }

  private func report(_ metric: some Metric, _ segments: Segments) -> ScoreReport {
    ScoreReport(
      metric, metric.corpusScore(segments), signature: metric.signature(for: segments))
  }
}
