/// How far the preparation of a training is.
public struct PreparationProgress: Hashable, Sendable {
  /// What is being done, in the order in which it is done.
  public enum Phase: String, CaseIterable, Sendable {
    /// The pairs are read for the first time, and counted.
    case reading
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

  /// What is being done.
  public let phase: Phase
  /// How much of it is done: pairs, or whatever the phase consists of.
  public let done: Int
  /// How much there is to be done, where that is known; it may end earlier.
  public let total: Int?
}

/// Who is told how a preparation goes, and may end it; not `Sendable`: it is called by the thread that prepares.
public struct PreparationObserver {
  private let shouldStop: () -> Bool
  private let report: (PreparationProgress) -> Void

  /// An observer; by default one that hears nothing and never ends anything.
  ///
  /// - Parameters:
  ///   - shouldStop: is asked after each bit of work; true ends the preparation, with ``TrainingError/cancelled``.
  ///   - report: is told what is done, on the calling thread.
  public init(
    shouldStop: @escaping () -> Bool = { false },
    report: @escaping (PreparationProgress) -> Void = { _ in }
  ) {
    self.shouldStop = shouldStop
    self.report = report
  }

  /// Tells how far a phase is, and ends the preparation if that is wanted.
  func check(
    _ phase: PreparationProgress.Phase, _ done: Int, of total: Int?
  ) throws(TrainingError) {
    report(PreparationProgress(phase: phase, done: done, total: total))
    if shouldStop() { throw .cancelled }
  }

  /// Whether the preparation is to end, for work that throws errors of its own.
  func isContinued(_ phase: PreparationProgress.Phase, _ done: Int, of total: Int) -> Bool {
    report(PreparationProgress(phase: phase, done: done, total: total))
    return !shouldStop()
  }
}

@available(*, unavailable)
extension PreparationObserver: Sendable {}
