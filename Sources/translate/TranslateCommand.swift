import ArgumentParser
import Formatting

/// The program `translate` with its commands.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Train a translator from sentence pairs, and translate with it.",
    usage: """
      translate [<options>] [<files> ...]
      translate <subcommand> ...
      """,
    discussion: """
      Without a command, translates standard input line by line:

        translate check pairs.tsv           # look at the pairs first
        translate train pairs.tsv           # train on lines of source TAB target
        echo "Il fait froid." | translate   # translate with the trained model
        translate evaluate test.tsv         # score it on other pairs

      Results go to standard output, progress and warnings to standard error. \
      Exit codes: 0 done, 1 failed, 64 wrong usage, 130 interrupted.
      """,
    version: ProgramVersion.name,
    subcommands: [
      RunCommand.self, TrainCommand.self, EvaluateCommand.self, TuneCommand.self,
      ScoreCommand.self, CheckCommand.self, SeriesCommand.self, GradientsCommand.self,
      InspectCommand.self,
      QuantizeCommand.self,
      AverageCommand.self, LanguageModelCommand.self, ModelsCommand.self, ReportCommand.self,
      ServeCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// The help of the program, followed by the options of translating, which need no command; other text as it is.
  static func completed(_ message: String) -> String {
    let options = helpMessage(for: RunCommand.self)
    guard message == helpMessage(), let start = options.firstRange(of: "ARGUMENTS:") else {
      return message
    }
    return "\(message)\n\nWithout a subcommand:\n\n\(options[start.lowerBound...])"
  }
}
