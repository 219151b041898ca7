import Seq2Seq

/// What to type when something is wrong: the library says what is wrong, and knows no options.
enum Advice {
  /// The advice for an error, to stand after its sentence, or nil.
  static func text(for error: any Error) -> String? {
    switch error {
    case let error as TrainingError: training(error)
    default: nil
    }
  }

  private static func training(_ error: TrainingError) -> String? {
    switch error {
    case .otherTraining:
      "give the same ones to go on, --fresh to begin anew, or another --output"
    default: nil
    }
  }
}
