import ArgumentParser
import Platform

/// A word on the command line that is neither a command nor a file.
struct MistakenWord: Error, CustomStringConvertible {
  let name: String
  /// All words that stand where files do.
  let words: [String]

  var description: String { "cannot read \(name): no such file" }

  /// What to do about it.
  var advice: String {
    if words.count > 1 && !words.contains(where: FileSystem.exists) {
      let text = words.joined(separator: " ")
      return "to translate a text, put it in quotation marks: translate \"\(text)\""
    }
    let advice = "check its name and the working directory"
    return words.count > 1
      ? advice : "\(advice), or give a text on standard input: echo \"\(name)\" | translate"
  }

  /// Whether an argument is a text to translate: it has white space, names no file, and has no ending as files have.
  static func isText(_ argument: String) -> Bool {
    guard argument.contains(where: \.isWhitespace), !argument.contains("/"),
      !FileSystem.exists(argument)
    else { return false }
    guard let dot = argument.lastIndex(of: ".") else { return true }
    let ending = argument[argument.index(after: dot)...]
    return ending.isEmpty || ending.count > 8 || !ending.allSatisfy { $0.isLetter || $0.isNumber }
  }

  /// Throws a usage error if the first word is no command and no file, but was meant for a command.
  static func check(_ arguments: [String]) throws {
    guard let word = arguments.dropFirst().first, !word.hasPrefix("-"), word != "help",
      !FileSystem.exists(word)
    else { return }
    let commands = TranslateCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard !commands.contains(word), let meant = OtherNames.command(word, among: commands) else {
      return
    }
    throw ValidationError(
      "there is no command and no file called \(word); did you mean `translate \(meant)`?")
  }
}
