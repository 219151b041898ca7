internal import Formatting
public import Tokenization

/// Why a training cannot begin or continue.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
  /// The corpus cannot be read, or has no usable pair.
  case corpus(CorpusError)
  /// A file of the training cannot be read, written or locked.
  case file(FileError)
  /// The model or the checkpoint cannot be read or written.
  case model(ModelError)
  /// The preparation was ended on request.
  case cancelled
  /// No vocabulary can be learned.
  case tokenizer(TokenizerError)
  /// All pairs have more than `maximumTokens` tokens on a side.
  case onlyOverlongPairs(count: Int, maximumTokens: Int)
  /// The options do not fit together; `problem` says why, see ``ModelConfiguration/problem``.
  case impossibleModel(problem: String)
  /// The model to begin with, or a teacher, translates between other languages than the pairs have.
  case otherLanguages(name: String, model: LanguagePair, pairs: LanguagePair)
  /// All parts of the model are frozen.
  case nothingToLearn
  /// The training would take more memory than this process can have.
  case notEnoughMemory(MemoryShortage)
  /// The file of encoded pairs needs more bytes than the disk has left.
  case notEnoughDisk(path: String, needed: Int, available: Int)
  /// A text to make synthetic pairs from has no line that can be translated.
  case noText(path: String)
  /// The synthetic pairs in the file were made from other text, by other models or by another search; `difference`
  /// says which.
  case otherSynthesis(path: String, difference: SynthesisDifference)
  /// The directory has a model without a checkpoint, which would be replaced.
  case foreignModel(path: String)
  /// There is no checkpoint to resume from.
  case nothingToResume(path: String)
  /// The checkpoint belongs to another training.
  case otherTraining(path: String, CheckpointMismatch)
  /// The checkpoint is cut short or changed: `part` of it is missing, or of another shape.
  case damagedCheckpoint(path: String, part: String)
  /// The best model was removed; its weights are nowhere else.
  case lostModel(path: String)
  /// The checkpoint was removed during the training.
  case lostCheckpoint(path: String)
  /// Processes that are to train together differ; `difference` says how process `number` differs from process 0.
  case otherProcess(number: Int, difference: String)
  /// The loss is not finite, even after `rollbacks` returns to an earlier state.
  case diverged(update: Int, rollbacks: Int)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .corpus(let error): error.description
    case .file(let error): error.description
    case .model(let error): error.description
    case .tokenizer(let error): "no tokenizer can be learned: \(error)"
    case .onlyOverlongPairs(let count, let maximumTokens):
      "all \(count) pairs have more than \(maximumTokens) tokens on a side"
    case .impossibleModel(let problem): problem
    case .otherLanguages(let name, let model, let pairs):
      "\(name) translates from \(model.source) to \(model.target), "
        + "but the pairs are from \(pairs.source) to \(pairs.target)"
    case .nothingToLearn: "all parts of the model are frozen, so there is nothing to learn"
    case .notEnoughMemory(let shortage): shortage.description
    case .notEnoughDisk(let path, let needed, let available):
      "\(path) needs about \((needed / 1_000_000 + 1).grouped) MB, but its disk has "
        + "\((available / 1_000_000).grouped) MB left"
    case .noText(let path): "\(path): it has no line of text to translate"
    case .otherSynthesis(let path, let difference): "\(path) was made \(difference)"
    case .foreignModel(let path):
      "\(path) is a model that no training here began, and would be replaced"
    case .nothingToResume(let path): "\(path): there is no training to resume"
    case .otherTraining(let path, let mismatch): "\(path): \(mismatch)"
    case .cancelled: "cancelled before training began; nothing is lost"
    case .damagedCheckpoint(let path, let part): "\(path): its \(part) is missing or damaged"
    case .lostModel(let path):
      "\(path) is gone, the best model of this training, whose weights are nowhere else"
    case .lostCheckpoint(let path): "\(path) is gone, so training cannot return to it"
    case .otherProcess(let number, let difference):
      "process \(number) cannot train with process 0: \(difference)"
    case .diverged(let update, let rollbacks):
      "the loss is not finite after update \(update), and \(rollbacks) returns to an "
        + "earlier state at half the rate did not help"
    }
  }
}
