import Formatting
import Testing

/// Text of others, as it is shown on a terminal.
@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text\twith a TAB", "plain text\twith a TAB"), ("où est-ce ? 猫 😀", "où est-ce ? 猫 😀"),
    ("\u{1B}[2Jgone", "\\u{1b}[2Jgone"), ("a\u{7F}b", "a\\u{7f}b"), ("a\u{9B}31m", "a\\u{9b}31m"),
    ("one\r\ntwo", "one\\u{d}\\u{a}two"), ("\u{202E}cba", "\\u{202e}cba"),
  ])
  func controlsAreWrittenOut(text: String, shown: String) {
    #expect(text.visible() == shown)
  }

  @Test func longTextIsCutInItsMiddle() {
    let text = String(repeating: "a", count: 3_000) + String(repeating: "b", count: 3_000)
    let shown = text.visible()
    #expect(shown.count == 4_003 && shown.hasPrefix("aaa") && shown.hasSuffix("bbb"))
    #expect(shown.contains("a … b"))
    #expect("abcdef".visible(most: 6) == "abcdef")
    #expect("abcdefg".visible(most: 6) == "abc … efg")
  }

  /// JSON is text for a terminal, too, and means the same.
  @Test func jsonHasNoControls() {
    let text = "a\u{1B}\u{7F}\u{9B}\u{2028}\u{202E}\u{2069}b"
    let json = JSONValue.string(text).compact
    #expect(json == #""a\u001b\u007f\u009b\u2028\u202e\u2069b""#)
  }

  /// Whatever the text, nothing is left that a terminal would obey.
  @Test func nothingIsObeyed() {
    let all = (0...0x2100).compactMap(Unicode.Scalar.init).map(String.init).joined()
    let shown = all.visible(most: .max)
    #expect(
      shown.unicodeScalars.allSatisfy {
        $0 == "\t" || $0.properties.generalCategory != .control && !(0x202A...0x202E ~= $0.value)
      })
  }
}
