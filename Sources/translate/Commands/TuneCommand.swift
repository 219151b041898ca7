import ArgumentParser
import Evaluation
import Formatting
import Seq2Seq
import Tokenization

/// Finds weights of the search by which translations are nearest to those of people.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Find the length penalty, and the weights of several models, with the best BLEU.",
    discussion: """
      Translates the source sentences of validation pairs, and ranks the hypotheses found for each by other weights. Then \
      translates with the best weights, since these find other hypotheses, and ranks all of them again. Prints the options \
      to type.

        translate tune valid.tsv --model models/pairs
        translate tune valid.tsv --model models/pairs --language-model french.safetensors
        translate tune valid.tsv --model models/a --model models/b
      """)

  @OptionGroup(title: "Pairs") var pairs: PairsArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Search") var search: SearchArguments
  @OptionGroup(title: "Language model") var fusion: FusionArguments

  @Option(help: ArgumentHelp("Hypotheses per sentence that are ranked anew.", valueName: "n"))
  var list = 20

  @Option(
    help: ArgumentHelp("Translate anew at most this many times.", valueName: "n"))
  var rounds = 3

  @OptionGroup var messages: QuietArguments

  func validate() throws {
    try pairs.refuseWeights()
    try check(list, "--list", in: 2...1000)
    try check(rounds, "--rounds", in: 1...100)
  }

  /// Even where a language model shall not count, it is asked, so that its log p is known.
  private static let leastFusion: Float = 1e-4

  func run() throws {
    var start = try search.options()
    start.fusion = fusion.weight
    let translator = try fusion.translator(try model.paths(), model)
    try translator.check(start)
    let pairs = try read(translator)
    var bleu = BLEUOptions()
    bleu.tokenizer = ReferenceTokenizer(
      textIn: translator.model.targetTokenizer.locale, like: pairs.map(\.target))
    let tuning = Tuning(
      pairs: pairs, metric: BLEU(bleu), translator: translator, maxLength: search.maxLength)
    let before = try tuning.statistics(start, "translating with the weights given")
    let startScore = tuning.score(before)
    StandardError.write("with \(text(RankingWeights(start))): BLEU \(startScore.fixed(2))")
    let weights = try tuned(tuning, start)
    let after = try tuning.statistics(
      weights.applied(to: start), "translating with the weights found")
    let isBetter = tuning.score(after) > startScore
    StandardError.write(
      "with \(text(weights)): BLEU \(tuning.score(after).fixed(2)), "
        + (isBetter
          ? tuning.significance(of: after, against: before)
          : "no better than with the weights given"))
    let output = StandardOutput()
    try output.write(text(isBetter ? weights : RankingWeights(start)))
    try output.flush()
  }

  private func read(_ translator: Translator) throws -> [SentencePair] {
    let chunks = try PairChunks(pairs.sentencePairs(in: translator.model.languages))
    var all: [SentencePair] = []
    while let some = try chunks.next() { all += some }
    chunks.warn()
    return all
  }

  /// The best weights, found in several rounds.
  private func tuned(_ tuning: Tuning, _ start: SearchOptions) throws -> RankingWeights {
    var lists = CandidateLists(references: tuning.pairs.map(\.target), metric: tuning.metric)
    let hasLanguageModel = fusion.languageModel != nil
    let grid = RankingWeights.grid(hasLanguageModel: hasLanguageModel)
    let models = RankingWeights.ofModels(tuning.translator.models.count)
    var weights = RankingWeights(start)
    for round in 1...rounds {
      var options = weights.applied(to: start)
      options.beam = max(options.beam, list)
      options.nBest = list
      if hasLanguageModel { options.fusion = max(options.fusion, Self.leastFusion) }
      let found = try tuning.translate(options, "round \(round): translating")
      if models.isEmpty {
        lists.add(found, foundBy: options)
      } else {
        lists.add(found, foundBy: options) { tuning.byModel($0) }
      }
      var trial = WeightTuning(lists, from: start, among: grid, models: models)
      let best = trial.result()
      StandardError.write(
        """
        round \(round): \(lists.count.grouped) hypotheses; ranked by the weights given BLEU \
        \(best.startScore.fixed(2)), by \(text(best.weights)) \(best.score.fixed(2)), by weights tuned on the other half \
        of the pairs \(best.otherScore.fixed(2))
        """)
      if best.weights == weights { break }
      weights = best.weights
    }
    return weights
  }

  /// Weights as options to type, exactly.
  private func text(_ weights: RankingWeights) -> String {
    var text = "--length-penalty \(weights.lengthPenalty)"
    if fusion.languageModel != nil { text += " --fusion \(weights.fusion)" }
    if !weights.models.isEmpty {
      let models = weights.models.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
      text += " --model-weights \(models.joined(separator: ","))"
    }
    return text
  }
}

/// What weights are tuned on.
private struct Tuning {
  let pairs: [SentencePair]
  let metric: BLEU
  let translator: Translator
  let maxLength: Int

  /// Sentences translated between two looks at the progress.
  private static let portion = 256

  /// Translates all sources, and shows the progress.
  func translate(_ options: SearchOptions, _ title: String) throws -> [Translation] {
    var status = StatusLine()
    defer { status.clear() }
    var done: [Translation] = []
    for start in stride(from: 0, to: pairs.count, by: Self.portion) {
      status.update { _ in "\(title), \(start.grouped) of \(pairs.count.grouped) sentences" }
      let sources = pairs[start..<min(start + Self.portion, pairs.count)].map(\.source)
      done += translator.translate(sources, options, maximumTokens: maxLength)
    }
    return done
  }

  /// log p of each token of translations, by each model.
  func byModel(_ texts: CandidateLists.Texts) -> [[[Float]]] {
    translator.tokenLogProbabilities(texts.map { (pairs[$0.sentence].source, $0.text) })
  }

  /// The statistics of the translations that the search finds.
  func statistics(_ options: SearchOptions, _ title: String) throws -> [BLEUStatistics] {
    let translations = try translate(options, title).map(\.text)
    return metric.segmentStatistics(
      try Segments(hypotheses: translations, references: [pairs.map(\.target)]))
  }

  func score(_ statistics: [BLEUStatistics]) -> Double {
    metric.score(from: .sum(statistics)).value
  }

  /// How probable it is that a difference between translations is chance, in words.
  func significance(of new: [BLEUStatistics], against old: [BLEUStatistics]) -> String {
    let scores = try? PairedTest(ResamplingSettings(.bootstrap, trials: 1000)).compare(
      metric, systems: [old, new])
    guard let p = scores?.last?.pValue else { return "which cannot be compared" }
    return "p = \(p.fixed(3)) by paired bootstrap" + (p < 0.05 ? "" : ": it may be chance")
  }
}
