import Seq2Seq

/// A line on standard error that says how far things are.
///
/// On a terminal it is drawn over and over; anywhere else it is written out now and then.
struct StatusLine {
  let isTerminal = StandardError.isTerminal
  private var lastTime = -Double.infinity
  private var isShown = false

  /// Seconds between two drawings.
  private var interval: Double { isTerminal ? 0.1 : 10 }

  /// Lets `interval` pass before the first line.
  init() { if !isTerminal { lastTime = monotonicSeconds() } }

  /// Shows a text, if the last one is old enough.
  mutating func update(_ text: () -> String) {
    let now = monotonicSeconds()
    guard now - lastTime >= interval else { return }
    lastTime = now
    if isTerminal {
      StandardError.writeText("\r\u{1B}[K" + text().prefix(StandardError.width - 1))
      isShown = true
    } else {
      StandardError.write(text())
    }
  }

  /// Writes a line that stays, above the status.
  mutating func write(_ line: String) {
    clear()
    StandardError.write(line)
  }

  /// Takes the status away.
  mutating func clear() {
    if isShown { StandardError.writeText("\r\u{1B}[K") }
    isShown = false
  }
}
