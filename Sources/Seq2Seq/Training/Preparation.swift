/// The progress of a training's preparation.
public struct PreparationProgress: Hashable, Sendable {
  /// The phases of a preparation, in order.
  public enum Phase: String, CaseIterable, Sendable {
    /// The pairs are read for the first time, and counted.
    case reading
    /// It is learned how words, characters and spans are usually written.
    case learningForms
    /// Pairs are chosen to validate on.
    case splitting
    /// Words are counted, for the vocabulary.
    case countingWords
    /// The vocabularies are learned.
    case learningVocabulary
    /// Text becomes tokens.
    case encoding
    /// Likely translations of each token are learned.
    case learningTranslations
  }

  /// The current phase.
  public let phase: Phase
  /// How much of the phase is done, in pairs or in units of its own.
  public let done: Int
  /// How much there is to do, if it is known; the phase may end earlier.
  public let total: Int?
  /// About how many bytes the phase writes to the disk in all; nil: none.
  public var bytesOnDisk: Int? = nil
}

/// Receives the progress of a preparation, and may end it.
///
/// It is not `Sendable`, because it is called on the thread that prepares.
public struct PreparationObserver {
  private let shouldStop: () -> Bool
  private let report: (PreparationProgress) -> Void

  /// Creates an observer; by default it ignores progress and never ends the preparation.
  ///
  /// - Parameters:
  ///   - shouldStop: called after each portion of work; true ends the preparation with ``TrainingError/cancelled``.
  ///   - report: receives the progress, on the calling thread.
  public init(
    shouldStop: @escaping () -> Bool = { false },
    report: @escaping (PreparationProgress) -> Void = { _ in }
  ) {
    self.shouldStop = shouldStop
    self.report = report
  }

  /// Reports the progress of a phase, and throws if the preparation is to end.
  func check(
    _ phase: PreparationProgress.Phase, _ done: Int, of total: Int?, bytesOnDisk: Int? = nil
  ) throws(TrainingError) {
    report(
      PreparationProgress(phase: phase, done: done, total: total, bytesOnDisk: bytesOnDisk))
    if shouldStop() { throw .cancelled }
  }

  /// Reports the progress of a phase; returns whether to continue, for work that throws errors of its own.
  func isContinued(_ phase: PreparationProgress.Phase, _ done: Int, of total: Int) -> Bool {
    report(PreparationProgress(phase: phase, done: done, total: total))
    return !shouldStop()
  }
}

@available(*, unavailable)
extension PreparationObserver: Sendable {}
