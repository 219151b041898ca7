import ArgumentParser
import Platform
import Seq2Seq
import Tokenization

/// Translates lines.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Translate standard input, or files, line by line; or a document.",
    discussion: """
      Writes exactly one line for each line it reads; a blank line stays blank. The sentences of a \
      line are translated one by one and joined with its white space; what has no letter comes \
      through unchanged. Apostrophes, quotation marks, dashes and spaces may be of any kind: they \
      are read as the model knows them. Lines that arrive slowly, from a person or a program, are \
      answered at once; files are translated in batches.

        echo "Il fait froid." | translate
        translate "Il fait froid."
        translate --model models/pairs --scores < letter.txt > letter.en.txt
        translate --sample --top-p 0.9 --n-best 5 < letter.txt   # five samples

      Of a document only the text for readers is translated, and all else comes back byte for byte. \
      Markdown, HTML, SubRip, WebVTT, PO, XLIFF, .strings and JSON are known by the file's name:

        translate letter.md --output letter.fr.md
      """)

  @Argument(
    help: """
      Files to translate instead of standard input, one after the other; or a text in quotation \
      marks.
      """)
  var files: [String] = []

  @OptionGroup(title: "Documents") var document: DocumentArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Search") var search: SearchArguments
  @OptionGroup(title: "Language model") var fusion: FusionArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Beginnings") var prefix: PrefixArguments
  @OptionGroup(title: "Output") var results: ResultArguments
  @OptionGroup(title: "Output") var output: TranslationOutput
  @OptionGroup(title: "Alignments") var alignments: AlignmentArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    try check(output.nBest, "--n-best", in: 1...1000)
    if !sampling.sample && output.nBest > search.beam {
      throw ValidationError(
        """
        --n-best is \(output.nBest), but a beam of \(search.beam) has \(search.beam) \
        candidate\(search.beam == 1 ? "" : "s"); give --beam \(output.nBest) as well
        """)
    }
    let formats =
      files.isEmpty ? [document.format(of: nil)] : files.map { document.format(of: $0) }
    for format in formats.compactMap(\.self) {
      try document.refuse(output: output, prefix: prefix, alignments: alignments, for: format)
    }
  }

  private func options() throws -> SearchOptions {
    var options = try search.options()
    options.nBest = output.nBest
    options.fusion = fusion.weight
    options.sampling = sampling.options
    options.keepsAttention = alignments.alignments != nil
    return options
  }

  func run() throws {
    let text = text
    let inputs = try text == nil ? files.map(open) : []
    let options = try options()
    let models = try model.paths()
    try refuseToOverwrite(files + models + fusion.paths + [search.terms].compactMap(\.self))
    let translator = try fusion.translator(models, model)
    try translator.check(options)
    let sources = try text.map { [.text($0)] } ?? sources(inputs)
    let alignmentsFile = try alignments.alignmentsOutput.map {
      try FileWriter(OpenFile(writing: $0))
    }
    try results.write { lines in
      let results = Results(lines: lines, alignments: alignmentsFile)
      for source in sources { try translate(source, translator, options, to: results) }
    }
  }

  /// The text that stands in the place of a file; nil if there is none.
  private var text: String? {
    guard files.count == 1, document.format == nil, MistakenWord.isText(files[0]) else {
      return nil
    }
    return files[0]
  }

  private func open(_ name: String) throws -> OpenFile {
    do throws(FileError) {
      return try OpenFile(reading: name)
    } catch {
      guard error.reason == .notFound else { throw error }
      throw MistakenWord(name: name, words: files)
    }
  }

  /// What is translated, in the order of the files.
  private enum Source {
    case document(TranslatedDocument)
    case lines(OpenFile, LineWarnings)
    case text(String)
  }

  /// The inputs; documents are read as a whole before the first line is written.
  private func sources(_ inputs: [OpenFile]) throws -> [Source] {
    if inputs.isEmpty {
      let input = OpenFile(descriptor: .standardInput, name: "standard input")
      if let format = document.format(of: nil) {
        return [.document(try TranslatedDocument(input, as: format))]
      }
      if FileDescriptor.standardInput.isTerminal {
        StandardError.write("Type a sentence and press Return; Ctrl-D ends.")
      }
      return [.lines(input, LineWarnings())]
    }
    return try zip(files, inputs).map { name, input in
      try document.format(of: name).map { .document(try TranslatedDocument(input, as: $0)) }
        ?? .lines(input, LineWarnings(name: input.path))
    }
  }

  /// Refuses to write over what is read.
  private func refuseToOverwrite(_ paths: [String]) throws {
    var inputs = InputFiles(paths)
    if files.isEmpty { inputs.addStandardInput() }
    try inputs.checkStandardOutput()
    for output in [results.output, alignments.alignmentsOutput].compactMap(\.self) {
      try inputs.check(output: output)
    }
  }

  // MARK: - Lines

  /// Where the translations of lines go.
  private struct Results {
    let lines: StandardOutput
    /// The file for their alignments; nil: none, or beside them.
    let alignments: FileWriter?
  }

  private func translate(
    _ source: Source, _ translator: Translator, _ options: SearchOptions, to results: Results
  ) throws(FileError) {
    switch source {
    case .document(let document):
      try results.lines.write(
        document.bytes(output) { texts in
          translator.translate(texts, options, maximumTokens: search.maxLength)
        })
      try results.lines.flush()
    case .lines(let file, var warnings):
      var chunks = LineChunks(file)
      while let lines = try chunks.next() {
        try translate(lines, translator, options, to: results, &warnings)
      }
      warnings.finish()
    case .text(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      var warnings = LineWarnings()
      try translate(
        lines.enumerated().map { InputLine(String($1), number: $0 + 1) }, translator, options,
        to: results, &warnings)
      warnings.finish()
    }
  }

  /// Whether a beginning has more tokens than are used; it has no more tokens than bytes.
  private func isCut(beginning: String, _ translator: Translator) -> Bool {
    beginning.utf8.count > search.maxLength
      && translator.model.targetTokenizer.encode(beginning).count > search.maxLength
  }

  private func translate(
    _ lines: [InputLine], _ translator: Translator, _ options: SearchOptions,
    to results: Results, _ warnings: inout LineWarnings
  ) throws(FileError) {
    let (sources, prefixes) = prefix.divide(lines)
    let translations = translator.translate(
      sources.map(\.text), options, maximumTokens: search.maxLength, prefixes: prefixes)
    for (index, line) in sources.enumerated()
    where isCut(beginning: prefixes.isEmpty ? "" : prefixes[index], translator) {
      warnings.add(.cutBeginning, line: line.number)
    }
    for (line, translation) in zip(sources, translations) {
      warnings.add(line)
      if translation.wasCut { warnings.add(.cut, line: line.number) }
      warnings.addMissing(translation, line: line.number)
      if let score = output.doubt(of: translation) {
        warnings.addDoubt(line: line.number, line.text, score)
      }
      try results.lines.write(
        output.line(of: line, translation, results.alignments == nil ? alignments : nil))
      try results.alignments?.write(alignments.line(of: translation) + "\n")
    }
    try results.lines.flush()
    try results.alignments?.flush()
  }
}
