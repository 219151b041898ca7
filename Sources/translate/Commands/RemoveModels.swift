import ArgumentParser
import Seq2Seq

/// Removes models.
struct RemoveModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove models, with all that is needed to resume their trainings.",
    discussion: """
        translate models remove pairs
      """)

  @Argument(help: ArgumentHelp("The names of the models.", valueName: "model"))
  var models: [String]

  @OptionGroup var messages: QuietArguments

  /// What `translate report` may have written beside the report of the training.
  private static let reports = ["report.json"]

  func run() throws {
    // A name that does not exist must not be noticed halfway.
    let directories = try models.map { try OwnModels.directory(of: $0) }
    for directory in directories {
      let rest = try directory.remove(TrainingDirectory.fileNames + Self.reports)
      let kept =
        rest.isEmpty ? "" : ", but for what is no part of it: \(rest.joined(separator: ", "))"
      StandardError.write("removed \(directory.path)\(kept)")
    }
  }
}

/// The models that the user has made, not those that came with the program.
enum OwnModels {
  /// The directory of the first model of a name.
  static func directory(of name: String) throws -> ModelDirectory {
    let places = ModelLocator.current.places
    let found = places.all.first {
      !name.contains("/") && ModelPlaces.names(in: $0).contains(name)
    }
    guard let place = found else { throw ModelError.notFound(path: name, variable: nil) }
    if places.isInstalled(name, in: place) {
      throw ValidationError("\(place)/\(name) came with the program, and is not changed")
    }
    return ModelDirectory("\(place)/\(name)")
  }
}
