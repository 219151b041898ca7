import ArgumentParser
import Evaluation
import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Translates lines.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Translate standard input, or files, line by line.",
    discussion: """
      Exactly one line comes out for each line that goes in; a blank one stays blank. Lines that \
      come slowly, from a person or a program, are answered at once; files are done in batches.

        echo "Il fait froid." | translate
        translate --model models/pairs --scores < letter.txt > letter.en.txt
      """)

  @Argument(help: "Files to translate instead of standard input, one after the other.")
  var files: [String] = []

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Search") var search: SearchArguments
  @OptionGroup(title: "Output") var output: TranslationOutput

  func validate() throws {
    try check(output.nBest, "--n-best", in: 1...search.beam)
  }

  func run() throws {
    let inputs = try files.map { try OpenFile(reading: $0) }
    let translator = try model.translator()
    if inputs.isEmpty {
      if isatty(STDIN_FILENO) == 1 {
        StandardError.write("Type a sentence and press Return; Ctrl-D ends.")
      }
      try translate(
        OpenFile(descriptor: STDIN_FILENO, name: "standard input"), translator, LineWarnings())
    }
    for file in inputs { try translate(file, translator, LineWarnings(name: file.path)) }
  }

  private func translate(
    _ file: OpenFile, _ translator: Translator, _ initialWarnings: LineWarnings
  ) throws {
    var options = search.options
    options.nBest = output.nBest
    var warnings = initialWarnings
    let chunks = LineChunks(file)
    let standardOutput = StandardOutput()
    while let lines = try chunks.next() {
      let results = translator.translate(
        lines.map(\.text), options, maximumTokens: search.maxLength)
      for (line, result) in zip(lines, results) {
        warnings.add(line)
        if result.wasCut { warnings.add(.cut, line: line.number) }
        try standardOutput.write(output.line(of: line, result))
      }
      try standardOutput.flush()
    }
    warnings.finish()
  }
}
