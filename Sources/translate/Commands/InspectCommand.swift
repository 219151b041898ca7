import ArgumentParser
import Charts
import Formatting
import Platform
import Seq2Seq
import Tokenization

/// Shows what a model file holds.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a model file holds, or how it reads text.",
    discussion: """
        translate inspect models/pairs/model.safetensors
        echo "Il fait froid." | translate inspect --tokenize
        translate inspect --attention "Il fait froid." --svg attention.svg
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

  @Option(
    help: ArgumentHelp(
      """
      Translate this text, and show which of its words each word of the translation attends to: the \
      darker, the more. For models with attention.
      """,
      valueName: "text"))
  var attention: String?

  @Option(
    help: ArgumentHelp(
      "With --attention: write the picture to this file as SVG.", valueName: "file"))
  var svg: String?

  @Flag(help: "Print one JSON object; with --tokenize one per line.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if tokenize && attention != nil {
      throw ValidationError("--tokenize and --attention cannot be combined")
    }
    if svg != nil && attention == nil { throw ValidationError("--svg needs --attention") }
  }

  func run() throws {
    let path = try ModelArguments.locate(model)
    try results.check(InputFiles([path]))
    if let svg { try InputFiles([path]).check(output: svg) }
    let model = try TranslationModel(path: path)
    try results.write { output in try show(model, path, output) }
  }

  private func show(_ model: TranslationModel, _ path: String, _ output: StandardOutput) throws {
    if tokenize {
      try printTokens(side == .source ? model.sourceTokenizer : model.targetTokenizer, output)
    } else if let attention {
      try showAttention(to: attention, model, output)
    } else {
      let description = ModelDescription(model, path: path)
      if json {
        try output.write(description.json.compact)
      } else {
        for line in description.lines { try output.write(line.visible()) }
      }
    }
  }

  private func showAttention(
    to text: String, _ model: TranslationModel, _ output: StandardOutput
  ) throws {
    // A line break is white space between words, as at the end of a line of standard input.
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard let picture = try AttentionPicture(of: line, with: Translator(model, threads: 1)) else {
      throw ValidationError("--attention needs a text with words")
    }
    if let svg {
      try AtomicFile.write(to: svg) { writer throws(FileError) in
        try writer.write(picture.map.svg.text + "\n")
      }
    }
    if json {
      try output.write(picture.json.compact)
    } else if svg == nil {
      for line in picture.map.terminalLines { try output.write(line) }
    }
  }

  private func printTokens(_ tokenizer: Tokenizer, _ output: StandardOutput) throws {
    var chunks = LineChunks(OpenFile(descriptor: .standardInput, name: "standard input"))
    var warnings = LineWarnings()
    while let lines = try chunks.next() {
      for line in lines {
        warnings.add(line)
        let ids = tokenizer.encode(line.text)
        let spellings = ids.map { tokenizer.vocabulary.spelling(of: $0) }
        try output.write(
          json
            ? tokensJSON(ids, spellings) : spellings.joined(separator: " ").visible(most: .max))
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
