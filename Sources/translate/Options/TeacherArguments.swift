public import ArgumentParser
public import Seq2Seq

extension PairSynthesis.Choice: ExpressibleByArgument {}

/// Models whose translations a training learns from, too.
struct TeacherArguments: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      """
      Also learn from what these models make of the sources of the pairs; several translate together. So a small model \
      learns from large ones. Their vocabularies may be others than the new model's.
      """, valueName: "models"))
  var teachers: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      With --teachers: their best translation, or of their beam the one nearest to the pair's own target, by chrF. \
      (default: best)
      """, valueName: "choice"))
  var teacherChoice: PairSynthesis.Choice?

  @Option(
    help: ArgumentHelp(
      "With --teachers: hypotheses that they keep at each step. (default: 5)", valueName: "beam"))
  var teacherBeam: Int?

  @Option(
    help: ArgumentHelp(
      """
      With --teachers: how many times an epoch has their pairs, as FILE:2 says of genuine ones. (default: 1)
      """, valueName: "weight"))
  var teacherWeight: Double?

  func validate() throws {
    try check(teacherBeam, "--teacher-beam", in: 1...1000)
    if let teacherWeight, !(teacherWeight > 0 && teacherWeight <= CombinedPairs.mostWeight) {
      throw ValidationError(
        "--teacher-weight is \(teacherWeight), but must be above 0 and at most 1000")
    }
    guard teachers.isEmpty else { return }
    let given = [
      ("--teacher-choice", teacherChoice != nil), ("--teacher-beam", teacherBeam != nil),
      ("--teacher-weight", teacherWeight != nil),
    ]
    if let option = given.first(where: \.1) {
      throw ValidationError("\(option.0) is of teachers; name them with --teachers")
    }
  }

  /// The paths of the teachers' files.
  func paths() throws -> [String] {
    try teachers.map { try ModelLocator.current.locate($0).path }
  }

  var choice: PairSynthesis.Choice { teacherChoice ?? .best }
  var weight: Double { teacherWeight ?? 1 }

  var search: SearchOptions {
    var options = SearchOptions()
    options.beam = teacherBeam ?? options.beam
    options.nBest = choice == .nearest ? options.beam : 1
    return options
  }

  /// Where the pairs that the teachers make are.
  func directory(in output: String) -> String { "\(output)/distilled" }

  /// The pairs can be read only once, but teachers and training both read them.
  struct UnrepeatablePairs: Error, CustomStringConvertible {
    let name: String
    var description: String {
      "\(name) can be read only once, but the teachers read it as well as the training; write it to a file first"
    }
  }
}
