import ArgumentParser
import Seq2Seq

/// Gives a model another name.
struct RenameModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give a model another name.",
    discussion: """
        translate models rename pairs menus
      """)

  @Argument(help: "The name that the model has.")
  var model: String

  @Argument(help: "The name that it gets.")
  var name: String

  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if name.isEmpty || name.hasPrefix(".") || name.contains("/") {
      throw ValidationError(
        "\"\(name)\" cannot be a model's name: it must not begin with a dot, nor have a slash in it"
      )
    }
  }

  func run() throws {
    let directory = try OwnModels.directory(of: model)
    try directory.rename(to: name)
    StandardError.write("\(directory.path) is called \(name) now")
  }
}
