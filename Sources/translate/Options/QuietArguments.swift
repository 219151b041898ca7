import ArgumentParser

/// Whether anything but results and errors is written.
struct QuietArguments: ParsableArguments {
  @Flag(
    name: .shortAndLong,
    help: "Write no progress, notes and warnings to standard error, only errors.")
  var quiet = false

  /// Takes effect here, before the command writes anything.
  func validate() { if quiet { StandardError.beQuiet() } }
}
