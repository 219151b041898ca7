internal import Platform

/// The learning rate as a function of the updates made and of validations without progress.
public struct LearningRateSchedule: Sendable, Hashable {
  /// How the rate changes after the warm-up.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It stays the same.
    case constant
    /// Falls with the inverse square root of the updates (Vaswani et al. 2017).
    case inverseSquareRoot = "inverse-square-root"
    /// Falls along half a cosine to zero at the last update (Loshchilov & Hutter 2017).
    case cosine
    /// Halved when validation makes no progress.
    case plateau
  }

  let kind: Kind
  let peak: Float
  let warmup: Int
  /// The largest number of updates, where the cosine ends.
  var updates = Int.max

  /// The rate of update number `update`, counted from 1, after `reductions` halvings.
  func rate(update: Int, reductions: Int) -> Float {
    let halved = peak / Float(1 << min(reductions, 30))
    if update < warmup { return halved * Float(update) / Float(warmup) }
    switch kind {
    case .constant, .plateau: return halved
    case .inverseSquareRoot:
      return halved * (Float(max(warmup, 1)) / Float(max(update, 1))).squareRoot()
    case .cosine:
      let done = Double(update - warmup) / Double(max(updates - warmup, 1))
      return halved * Float(0.5 + 0.5 * cosine(.pi * min(done, 1)))
    }
  }
}
