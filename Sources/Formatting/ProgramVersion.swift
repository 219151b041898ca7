/// The version, for the programs' `--version` and the signatures of scores.
package enum ProgramVersion {
  package static let number = "0.2.0"
  /// The number with the project's name.
  package static let name = "translate-\(number)"
}
