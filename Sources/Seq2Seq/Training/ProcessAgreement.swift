internal import Formatting
internal import NeuralNetwork

/// Whether processes that are to train together would compute the same.
///
/// Differences would not stop them: with other pairs or options each would learn from something else, and with other
/// instructions from other numbers.
enum ProcessAgreement {
  /// Compares each process with process 0.
  ///
  /// - Throws: ``TrainingError/otherProcess(number:difference:)``, in all processes, for the first that differs.
  static func check(
    _ trained: @autoclosure () -> TrainingIdentity, _ collective: any Collective,
    version: String = ProgramVersion.number, instructions: String = Engine.instructions
  ) throws(TrainingError) {
    // An identity takes a pass over all pairs.
    if collective.size == 1 { return }
    let identity = trained()
    var traits = identity.metadata
    traits["version"] = version
    traits["instructions"] = instructions
    let all = collective.gather(Array(stableJSON(traits).utf8))
      .map { decodeJSON([String: String].self, String(decoding: $0, as: UTF8.self)) ?? [:] }
    let differences = collective.gather(
      Array((difference(of: traits, identity, from: all[0]) ?? "").utf8))
    for (number, difference) in differences.enumerated() where !difference.isEmpty {
      throw .otherProcess(number: number, difference: String(decoding: difference, as: UTF8.self))
    }
  }

  /// How this process differs from the first, as a phrase; nil if it does not.
  private static func difference(
    of traits: [String: String], _ identity: TrainingIdentity, from first: [String: String]
  ) -> String? {
    func other(_ key: String) -> (now: String, first: String)? {
      let (now, first) = (traits[key] ?? "none", first[key] ?? "none")
      return now == first ? nil : (now, first)
    }
    if let (now, first) = other("version") { return "its version is \(now), not \(first)" }
    switch identity.mismatch(first) {
    case .options(let differences):
      let phrases = differences.map { "\($0.label) is \($0.now), not \($0.saved)" }
      return phrases.joined(separator: ", ")
    case .corpus, .optionsOrCorpus: return "its corpus is another"
    case .tokens: return "it divides text into other tokens"
    case nil: break
    }
    return other("instructions").map { "its processor computes with \($0.now), not \($0.first)" }
  }
}
