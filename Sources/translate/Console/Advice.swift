import Seq2Seq

/// What to type when something is wrong: the library says what is wrong, and knows no options.
enum Advice {
  /// The advice for an error, to stand after its sentence, or nil.
  static func text(for error: any Error) -> String? {
    switch error {
    case let error as TrainingError: training(error)
    case let error as ModelError: model(error)
    case let error as SearchError: search(error)
    default: nil
    }
  }

  private static func training(_ error: TrainingError) -> String? {
    switch error {
    case .model(let error): model(error)
    case .onlyOverlongPairs: "--max-length is the limit"
    case .foreignModel: "choose another --output, or give --fresh to replace it"
    case .nothingToResume: "leave out --resume to begin one"
    case .otherTraining:
      "give the same ones to go on, --fresh to begin anew, or another --output"
    case .damagedCheckpoint: "--fresh begins anew"
    case .diverged: "--learning-rate sets it"
    default: nil
    }
  }

  private static func model(_ error: ModelError) -> String? {
    switch error {
    case .noModel: "train one with `translate train pairs.tsv`, or name one with --model"
    default: nil
    }
  }

  private static func search(_ error: SearchError) -> String? {
    switch error {
    case .noAttention: "train one with --attention additive"
    case .noShortlist: nil
    }
  }
}
