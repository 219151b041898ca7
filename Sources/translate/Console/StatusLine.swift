import Formatting
import Seq2Seq

/// A line on standard error that shows progress.
///
/// On a terminal it is redrawn in place; elsewhere a new line is written every few seconds.
struct StatusLine {
  let isTerminal = StandardError.isTerminal
  private var lastTime = -Double.infinity
  private var isShown = false

  /// Seconds between two updates.
  private var interval: Double { isTerminal ? 0.1 : 10 }

  /// A status that, outside a terminal, waits for `interval` before its first line.
  init() { if !isTerminal { lastTime = monotonicSeconds() } }

  /// Shows the text, unless the last one was shown less than `interval` ago.
  mutating func update(_ text: () -> String) {
    let now = monotonicSeconds()
    guard now - lastTime >= interval else { return }
    lastTime = now
    if isTerminal {
      StandardError.writeText("\r\u{1B}[K" + text().visible().prefix(StandardError.width - 1))
      isShown = true
    } else {
      StandardError.write(text())
    }
  }

  /// Writes a permanent line above the status.
  mutating func write(_ line: String) {
    clear()
    StandardError.write(line)
  }

  /// Removes the status from the terminal.
  mutating func clear() {
    if isShown { StandardError.writeText("\r\u{1B}[K") }
    isShown = false
  }
}
