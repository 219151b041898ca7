import Formatting
import Seq2Seq

/// A line on standard error that shows progress.
///
/// On a terminal it is redrawn in place; elsewhere a new line with the time is written once a minute.
struct StatusLine {
  let isTerminal = StandardError.isTerminal
  private var lastTime = -Double.infinity
  private var isShown = false

  /// Seconds between two updates.
  private var interval: Double { isTerminal ? 0.1 : 60 }

  /// A status that, outside a terminal, waits for `interval` before its first line.
  init() { if !isTerminal { lastTime = monotonicSeconds() } }

  /// Shows the text, unless the last one was shown less than `interval` ago.
  ///
  /// - Parameter text: makes a text of at most so many characters.
  mutating func update(_ text: (_ width: Int) -> String) {
    let now = monotonicSeconds()
    guard now - lastTime >= interval else { return }
    lastTime = now
    if isTerminal {
      let width = max(StandardError.width - 1, 0)
      StandardError.writeText("\r\u{1B}[K" + text(width).visible().prefix(width))
      isShown = true
    } else {
      StandardError.write("\(timeOfDay()) \(text(.max))")
    }
  }

  /// Writes a permanent line, outside a terminal with the time.
  mutating func note(_ line: String) { write(isTerminal ? line : "\(timeOfDay()) \(line)") }

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
