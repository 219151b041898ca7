import ArgumentParser
import Platform
import Seq2Seq

/// Translates lines.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Translate standard input, or files, line by line.",
    discussion: """
      Writes exactly one line for each line it reads; a blank line stays blank. The sentences of a \
      line are translated one by one and joined with its white space; what has no letter comes \
      through unchanged. Apostrophes, quotation marks, dashes and spaces may be of any kind: they \
      are read as the model knows them. Lines that arrive slowly, from a person or a program, are \
      answered at once; files are translated in batches.

        echo "Il fait froid." | translate
        translate --model models/pairs --scores < letter.txt > letter.en.txt
        translate --sample --top-p 0.9 --n-best 5 < letter.txt   # five samples
      """)

  @Argument(help: "Files to translate instead of standard input, one after the other.")
  var files: [String] = []

  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Search") var search: SearchArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Beginnings") var prefix: PrefixArguments
  @OptionGroup(title: "Output") var output: TranslationOutput
  @OptionGroup(title: "Alignments") var alignments: AlignmentArguments

  func validate() throws {
    try check(output.nBest, "--n-best", in: 1...1000)
    if !sampling.sample && output.nBest > search.beam {
      throw ValidationError(
        """
        --n-best is \(output.nBest), but a beam of \(search.beam) has \(search.beam) \
        candidate\(search.beam == 1 ? "" : "s"); give --beam \(output.nBest) as well
        """)
    }
  }

  private func options() throws -> SearchOptions {
    var options = try search.options()
    options.nBest = output.nBest
    options.sampling = sampling.options
    options.keepsAttention = alignments.alignments != nil
    return options
  }

  func run() throws {
    let inputs = try files.map { try OpenFile(reading: $0) }
    let options = try options()
    let models = try model.paths()
    try refuseToOverwrite(files + models + [search.terms].compactMap(\.self))
    let translator = try model.translator(models)
    try translator.check(options)
    let alignmentsFile = try alignments.alignmentsOutput.map {
      try FileWriter(OpenFile(writing: $0))
    }
    if inputs.isEmpty {
      if FileDescriptor.standardInput.isTerminal {
        StandardError.write("Type a sentence and press Return; Ctrl-D ends.")
      }
      let input = OpenFile(descriptor: .standardInput, name: "standard input")
      try translate(input, translator, options, alignmentsFile, LineWarnings())
    }
    for file in inputs {
      try translate(file, translator, options, alignmentsFile, LineWarnings(name: file.path))
    }
  }

  /// Refuses to write over what is read.
  private func refuseToOverwrite(_ paths: [String]) throws {
    var inputs = InputFiles(paths)
    if files.isEmpty { inputs.addStandardInput() }
    try inputs.checkStandardOutput()
    if let output = alignments.alignmentsOutput { try inputs.check(output: output) }
  }

  private func translate(
    _ file: OpenFile, _ translator: Translator, _ options: SearchOptions,
    _ alignmentsFile: FileWriter?, _ initialWarnings: LineWarnings
  ) throws {
    var warnings = initialWarnings
    let chunks = LineChunks(file)
    let standardOutput = StandardOutput()
    while let lines = try chunks.next() {
      let (sources, prefixes) = prefix.divide(lines)
      let results = translator.translate(
        sources.map(\.text), options, maximumTokens: search.maxLength, prefixes: prefixes)
      for (line, result) in zip(sources, results) {
        warnings.add(line)
        if result.wasCut { warnings.add(.cut, line: line.number) }
        warnings.addMissing(result.missingTerms, line: line.number)
        if let score = output.doubt(of: result) { warnings.addDoubt(line, score) }
        try standardOutput.write(
          output.line(of: line, result, alignmentsFile == nil ? alignments : nil))
        try alignmentsFile?.write(alignments.line(of: result) + "\n")
      }
      try standardOutput.flush()
      try alignmentsFile?.flush()
    }
    warnings.finish()
  }
}
