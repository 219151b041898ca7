import ArgumentParser
import Formatting
import Logging
import NeuralNetwork
import Platform
import Seq2Seq
import Serving

/// Translates for programs and browsers.
struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate serve",
    abstract: "Translate for programs and browsers, over HTTP.",
    discussion: """
      Answers as LibreTranslate does, so that its clients work unchanged, and shows a page at /. Listens to this \
      machine alone unless told otherwise. Ctrl-C, or SIGTERM, ends it when all requests are answered.

        translate serve --model models/pairs
        curl -d 'q=I am cold.' -d source=en -d target=fr http://127.0.0.1:5000/translate
      """,
    version: ProgramVersion.name)

  @Option(
    help: ArgumentHelp(
      """
      A model file, a directory with a model.safetensors in it, a name that `translate models` lists, or a directory \
      of such directories.
      """,
      discussion: """
        Repeat it for more pairs of languages. Default: $TRANSLATE_MODEL, else the model under models/ that was \
        trained last, else the newest under ~/.local/share/translate/models, else the phrasebook that comes with the \
        program.
        """, valueName: "path"))
  var model: [String] = []

  @Option(help: "Worker threads of each model. (default: one per core)")
  var threads: Int?

  @OptionGroup(title: "Addresses") var address: AddressArguments
  @OptionGroup(title: "Limits") var limits: LimitArguments

  @Flag(help: "Log warnings and errors alone, not every request.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), but must be from 1 to 1024")
    }
  }

  func run() async throws {
    var options = ServingOptions()
    try address.apply(to: &options)
    limits.apply(to: &options.limits)
    let threads = threads
    let models = try await ServedModels(try ModelPaths.find(model)) { path in
      try await TranslationService(modelAt: path, threads: threads)
    }
    var logger = Logger(label: "translate") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = quiet ? .warning : .info
    let server = TranslationServer(models, options, logger: logger)
    let host = options.host.contains(":") ? "[\(options.host)]" : options.host
    try await server.run { port in
      FileDescriptor.standardError.write(
        text: "listening at http://\(host):\(port); Ctrl-C ends\n")
    }
  }
}
