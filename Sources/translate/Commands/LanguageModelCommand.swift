import ArgumentParser
import Platform
import Seq2Seq

/// Trains a language model of one language, scores lines with it, and draws lines from it.
struct LanguageModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-model",
    abstract: "Train a language model of one language, score text with it, and draw text from it.",
    discussion: """
      A language model tells how likely each token is after those before it. It is one file, and needs text in one language, \
      a sentence or a paragraph per line.

        translate language-model train text.txt --output english.safetensors
        translate language-model score english.safetensors lines.txt
        translate language-model sample english.safetensors --prefix "The dog"
      """,
    subcommands: [
      TrainLanguageModel.self, ScoreWithLanguageModel.self, SampleFromLanguageModel.self,
    ])
}

/// A text, or standard input for `-`.
struct LanguageTextFile {
  let path: String

  private var isStandardInput: Bool { path == "-" }
  var name: String { isStandardInput ? "standard input" : path }

  /// A reader of a text to be learned, whose encoding is found out.
  func corpus() throws(FileError) -> LineReader {
    isStandardInput ? try lines() : try LineReader(corpus: path)
  }

  func lines() throws(FileError) -> LineReader { LineReader(try file()) }

  func file() throws(FileError) -> OpenFile {
    isStandardInput
      ? OpenFile(descriptor: .standardInput, name: name) : try OpenFile(reading: path)
  }

  var inputs: InputFiles {
    var inputs = InputFiles(isStandardInput ? [] : [path])
    if isStandardInput { inputs.addStandardInput() }
    return inputs
  }
}
