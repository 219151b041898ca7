import ArgumentParser
import Formatting
import Platform
import Seq2Seq
import Tokenization

/// Shows what a model file holds.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a model file holds, or how it divides text into tokens.",
    discussion: """
        translate inspect models/pairs/model.safetensors
        echo "Il fait froid." | translate inspect --tokenize
      """)

  enum Side: String, CaseIterable, ExpressibleByArgument {
    case source, target
  }

  @Argument(
    help: ArgumentHelp(
      "A model file, or its directory. (default: the model that translate uses)",
      valueName: "model"))
  var model: String?

  @Flag(help: "Print the tokens of each line of standard input, separated by spaces.")
  var tokenize = false

  @Option(help: "Side whose tokenizer --tokenize uses.")
  var side = Side.source

  @Flag(help: "Print one JSON object; with --tokenize one per line.")
  var json = false

  func run() throws {
    let path = try ModelArguments.locate(model)
    let model = try TranslationModel(path: path)
    let output = StandardOutput()
    if tokenize {
      try printTokens(side == .source ? model.sourceTokenizer : model.targetTokenizer, output)
    } else {
      let description = ModelDescription(model, path: path)
      if json {
        try output.write(description.json.compact)
      } else {
        for line in description.lines { try output.write(line.visible()) }
      }
    }
    try output.flush()
  }

  private func printTokens(_ tokenizer: Tokenizer, _ output: StandardOutput) throws {
    let chunks = LineChunks(OpenFile(descriptor: .standardInput, name: "standard input"))
    var warnings = LineWarnings()
    while let lines = try chunks.next() {
      for line in lines {
        warnings.add(line)
        let ids = tokenizer.encode(line.text)
        let spellings = ids.map { tokenizer.vocabulary.spelling(of: $0) }
        try output.write(json ? tokensJSON(ids, spellings) : spellings.joined(separator: " "))
      }
      try output.flush()
    }
    warnings.finish()
  }

  private func tokensJSON(_ ids: [Int32], _ spellings: [String]) -> String {
    JSONValue.object([
      ("tokens", .array(spellings.map { .string($0) })),
      ("ids", .array(ids.map { .integer(Int($0)) })),
    ]).compact
  }
}
