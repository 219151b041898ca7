import ArgumentParser
import Formatting
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
      """)

  @OptionGroup(title: "Pairs") var pairs: PairsArguments

  @Option(
    help: ArgumentHelp(
      """
      Languages of source and target, by their codes or English names, to choose the texts of files in several languages. \
      (default: as the files say)
      """, valueName: "fr-en"), transform: CorpusArguments.languages)
  var languages: LanguagePair?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func run() throws {
    try results.check(InputFiles(pairs.paths()))
    let source = try pairs.sentencePairs(in: languages)
    let check = try check(source)
    let description = CorpusDescription(check, languages: languages ?? source.languages)
    try results.write { output in
      if json {
        try output.write(description.json.compact)
      } else {
        for line in description.lines { try output.write(line.visible()) }
      }
    }
  }

  private func check(_ source: any PairSource) throws -> CorpusCheck {
    var status = StatusLine()
    defer { status.clear() }
    do {
      return try CorpusCheck(of: source, languages: languages) { done in
        status.update { "reading pairs: \(done.grouped)" }
      }
    } catch {
      CorpusWarnings.explain(error, in: source)
      throw error
    }
  }
}
