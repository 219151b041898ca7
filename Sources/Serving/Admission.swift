internal import HTTPTypes
internal import Platform

/// The queue of lines: how many are taken on, and what is told to those who must come again.
final class Admission: Sendable {
  private struct State {
    var lines = 0
    /// Lines done since `mark`, from which the speed is estimated.
    var done = 0
    var mark = ContinuousClock.now
    var linesPerSecond = 0.0
  }

  private let limit: Int
  private let state = Monitor(State())

  init(limit: Int) { self.limit = limit }

  /// The lines that are waiting or being translated.
  var lines: Int { state.use { $0.lines } }

  /// Does the work of some lines if there is room for them.
  ///
  /// - Throws: what `work` throws; `APIError` with status 429 if there is no room.
  func admit<Result: Sendable>(
    lines: Int, _ work: () async throws -> Result
  ) async throws -> Result {
    try enter(lines)
    do {
      let result = try await work()
      leave(lines, done: true)
      return result
    } catch {
      leave(lines, done: false)
      throw error
    }
  }

  /// Takes on some lines; each call needs one of ``leave(_:done:)``.
  func enter(_ lines: Int) throws(APIError) {
    let wait = state.use { state -> Int? in
      // Whoever comes first is let in, however much it is.
      if state.lines == 0 || state.lines + lines <= limit {
        // Idle time says nothing of the speed.
        if state.lines == 0 { (state.done, state.mark) = (0, .now) }
        state.lines += lines
        return nil
      }
      let speed = max(state.linesPerSecond, 1)
      return min(60, max(1, Int((Double(state.lines) / speed).rounded(.up))))
    }
    guard let wait else { return }
    var error = APIError(
      .tooManyRequests, "too many texts are waiting; come again in \(wait) s, or send fewer at once"
    )
    error.retryAfter = wait
    throw error
  }

  /// Says that lines are translated, or that nobody wants them any more.
  func leave(_ lines: Int, done: Bool) {
    state.use { state in
      state.lines -= lines
      guard done else { return }
      state.done += lines
      let elapsed = state.mark.duration(to: .now) / .seconds(1)
      guard elapsed > 2 else { return }
      state.linesPerSecond = Double(state.done) / elapsed
      (state.done, state.mark) = (0, .now)
    }
  }
}
