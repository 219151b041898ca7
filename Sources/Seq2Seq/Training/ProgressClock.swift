/// Target tokens per second over the last updates.
struct ProgressClock {
  private var began = monotonicSeconds()
  private var tokens = 0
  private var windowTokens: Int

  /// - Parameter windowTokens: tokens since the last line of metrics, which were counted before.
  init(windowTokens: Int = 0) { self.windowTokens = windowTokens }

  /// Counts the tokens of an update, and computes the speed.
  ///
  /// - Parameter windowTokens: tokens since the last line of metrics, this update's included.
  /// - Returns: target tokens per second.
  mutating func lap(_ windowTokens: Int) -> Double {
    tokens += windowTokens >= self.windowTokens ? windowTokens - self.windowTokens : windowTokens
    self.windowTokens = windowTokens
    let elapsed = monotonicSeconds() - began
    let rate = Double(tokens) / max(elapsed, 1e-9)
    if elapsed > 20 { (began, tokens) = (monotonicSeconds() - elapsed / 2, tokens / 2) }
    return rate
  }
}
