/// Why a language model cannot be trained.
package enum LanguageModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is hardly any text.
  case tooShort(path: String, tokens: Int, needed: Int)
  /// A line is too long to be one.
  case overlongLine(path: String, line: Int)
  /// There is a model already, and no training to be resumed.
  case exists(path: String)
  /// The file to be written is something else.
  case foreignFile(path: String)
  /// What was saved belongs to a training with other text or options.
  case otherTraining(path: String)
  /// What was saved is not whole.
  case damagedCheckpoint(path: String, problem: String)
  /// The loss is no longer a number.
  case diverged

  package var description: String {
    switch self {
    case .tooShort(let path, let tokens, let needed):
      "\(path) has \(tokens) tokens, too few for a language model; give text with at least \(needed)"
    case .overlongLine(let path, let line):
      "line \(line) of \(path) has more than a million bytes; divide it into lines"
    case .exists(let path): "\(path) is there already"
    case .foreignFile(let path): "\(path) is there already, and is no language model"
    case .otherTraining(let path):
      "\(path) belongs to a training with other text or options"
    case .damagedCheckpoint(let path, let problem): "\(path) cannot be resumed: \(problem)"
    case .diverged: "the loss is no longer a number"
    }
  }
}
