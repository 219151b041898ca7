import ArgumentParser
import Platform
import Seq2Seq
import Serving

@main
enum Main {
  /// Runs the server, and prints an error as one line: exit code 64 for wrong usage, else 1.
  static func main() async {
    // A client that is gone makes the write fail, instead of ending the process.
    Signal.brokenPipe.ignore()
    FileDescriptor.reserveStandardStreams()
    Signal.unblock([.interrupt, .terminate])
    do {
      if let argument = Environment.argumentWithoutText {
        throw ValidationError("\(argument) is not UTF-8; give files names that are")
      }
      let command = try ServerCommand.parse()
      try await command.run()
      // Lines of clients that are gone may still be translated.
      endProcess(0)
    } catch  where ServerCommand.exitCode(for: error).isSuccess {
      FileDescriptor.standardOutput.write(text: ServerCommand.fullMessage(for: error) + "\n")
    } catch {
      let advice = advice(for: error).map { "; \($0)" } ?? ""
      FileDescriptor.standardError.write(
        text: "error: \(ServerCommand.message(for: error))\(advice)\n")
      endProcess(ServerCommand.exitCode(for: error).rawValue)
    }
  }

  /// What to type after an error of the library, which does not know the options.
  private static func advice(for error: any Error) -> String? {
    switch error {
    case ModelError.noModel:
      "train one with `translate train pairs.tsv`, or name one with --model"
    case ServedModels.Problem.unknownLanguages:
      "train it with --languages, such as --languages en-fr"
    case is ListeningProblem: "choose another --port or --host"
    default: nil
    }
  }
}
