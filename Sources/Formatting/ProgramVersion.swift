/// What the programs say of themselves, and what a score's signature states.
package enum ProgramVersion {
  package static let number = "0.2.0"
  /// The number with the project's name.
  package static let name = "translate-\(number)"
}
