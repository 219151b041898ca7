import ArgumentParser
import Charts
import Formatting
import Platform
import Seq2Seq

/// Shows what a corpus is like, without training.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look at sentence pairs before training on them.",
    discussion: """
      Counts pairs and words, and names what train would leave out or warn of: pairs that are repeated many times, \
      copied, mostly markup, in another script than the rest or of very unequal lengths; columns without sentences; lines \
      that cannot be read.

        translate check pairs.tsv
        translate check memory.tmx glossary.csv more/ --languages english-french --json
        translate check pairs.tsv --ngrams 3 --svg frequencies.svg
      """)

  @OptionGroup(title: "Pairs") var pairs: PairsArguments

  @Option(
    help: ArgumentHelp(
      """
      Languages of source and target, by their codes or English names, to choose the texts of files in several languages. \
      (default: as the files say)
      """, valueName: "fr-en"), transform: CorpusArguments.languages)
  var languages: LanguagePair?

  @OptionGroup(title: "Frequencies") var frequencies: NgramArguments

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func run() throws {
    let inputs = InputFiles(try pairs.paths())
    try results.check(inputs)
    if let svg = frequencies.svg { try inputs.check(output: svg) }
    let source = try pairs.sentencePairs(in: languages)
    if frequencies.ngrams != nil, !source.isRepeatable {
      throw ValidationError("--ngrams reads the pairs twice, and a pipe ends; save them in a file")
    }
    let check = try check(source)
    let description = CorpusDescription(check, languages: languages ?? source.languages)
    let ngrams = try ngrams(of: source)
    if let svg = frequencies.svg, let ngrams {
      try AtomicFile.write(to: svg) { writer throws(FileError) in
        try writer.write(ngrams.chart.svg.text + "\n")
      }
    }
    try results.write { output in
      if json {
        try output.write(description.json(with: ngrams).compact)
      } else {
        for line in description.lines + (ngrams?.lines ?? []) { try output.write(line.visible()) }
      }
    }
  }

  private func check(_ source: any PairSource) throws -> CorpusCheck {
    var status = StatusLine()
    defer { status.clear() }
    do {
      return try CorpusCheck(of: source, languages: languages) { done in
        status.update { _ in "reading pairs: \(done.grouped)" }
      }
    } catch {
      CorpusWarnings.explain(error, in: source)
      throw error
    }
  }

  private func ngrams(of source: any PairSource) throws -> NgramDescription? {
    guard let longest = frequencies.ngrams else { return nil }
    var status = StatusLine()
    defer { status.clear() }
    return NgramDescription(
      try CorpusNgrams(
        of: source, languages: languages, longest: longest, most: frequencies.listed
      ) { done in status.update { _ in "counting tokens: \(done.grouped) pairs" } })
  }
}
