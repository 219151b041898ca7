import ArgumentParser

/// Lists, renames and removes models.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, rename and remove models.",
    discussion: """
      Models are in models/ under the working directory, where trainings write; in \
      $XDG_DATA_HOME/translate/models, by default ~/.local/share/translate/models, for those that you keep; and where the \
      program was installed. Wherever a model is asked for, its name is enough.

        translate models
        translate models rename pairs menus
        translate --model menus < text
      """,
    subcommands: [ListModels.self, RenameModel.self, RemoveModels.self],
    defaultSubcommand: ListModels.self)
}
