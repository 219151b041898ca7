/// The version that programs print and that the signatures of scores contain.
package enum ProgramVersion {
  package static let number = "0.2.0"
  /// The number with the project's name.
  package static let name = "translate-\(number)"
}
