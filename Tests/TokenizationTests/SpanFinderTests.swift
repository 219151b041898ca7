import Testing

@testable import Tokenization

/// What is not to be translated, found in lines.
struct SpanFinderTests {
  private func found(_ line: String) -> [String] {
    let bytes = Array(line.utf8)
    return SpanFinder.spans(in: line).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  private func kinds(_ line: String) -> [SpanKind] { SpanFinder.spans(in: line).map(\.kind) }

  @Test(arguments: [
    ("Dear {user}, {0} and {{ city }}.", ["{user}", "{0}", "{{ city }}"]),
    ("${path} $home #{n} %{n}", ["${path}", "$home", "#{n}", "%{n}"]),
    (
      "%d %s %1$@ %-5.2f %ld %(age)d %name% %1",
      ["%d", "%s", "%1$@", "%-5.2f", "%ld", "%(age)d", "%name%", "%1"]
    ),
    (
      "<b>bold</b><br/> <a href=\"x>y\">z</a> <!-- no -->",
      ["<b>", "</b>", "<br/>", "<a href=\"x>y\">", "</a>", "<!-- no -->"]
    ),
    ("<0>a</0> {{#if b c}}", ["<0>", "</0>", "{{#if b c}}"]),
    ("one&nbsp;two &#233; &#xE9;", ["&nbsp;", "&#233;", "&#xE9;"]),
    (
      "See https://a.example/b_(c)?d=1#e, www.b.example or c.org/x.",
      ["https://a.example/b_(c)?d=1#e", "www.b.example", "c.org/x"]
    ),
    ("(http://a.example/b) mailto:a@b.example", ["http://a.example/b", "mailto:a@b.example"]),
    ("Ask first.last+tag@mail.example.org.", ["first.last+tag@mail.example.org"]),
    (
      "Open notes.txt, src/main.swift, /etc/hosts/x and C:\\Users\\me.",
      ["notes.txt", "src/main.swift", "/etc/hosts/x", "C:\\Users\\me"]
    ),
    ("#spring2024 @someone été #été", ["#spring2024", "@someone", "#été"]),
    ("Run `make all` or ``a ` b``.", ["`make all`", "``a ` b``"]),
    (
      "3,000 and -1.5, 2024-05-01, 1/2, 1\u{202F}000",
      ["3,000", "-1.5", "2024-05-01", "1/2", "1\u{202F}000"]
    ),
    ("at 13:30, 00:00:01,000 or 9h45.", ["13:30", "00:00:01,000", "9h45"]),
  ])
  func spansAreFound(line: String, expected: [String]) { #expect(found(line) == expected) }

  @Test(arguments: [
    "", "No spans here. None, e.g. none; and/or: none!", "Ready.Go now",
    "It costs $ or % or # or @.",
    "{see the notes below}", "{a;b} {;}", "a < b and c > d", "AT&T; R&D", "50% discount",
    "the 1st, A4, H2O, a 5-year-old", "`hello' he said", "a@b", "#1", "Dr.Smith",
    "C# and F#",
  ])
  func textIsNone(line: String) {
    #expect(found(line).filter { !$0.allSatisfy(\.isNumber) } == [])
  }

  @Test func kindsAreTold() {
    #expect(
      kinds("{a} <b> &lt; https://c.example d@e.example f.pdf #g `h` 1 2:30") == [
        .placeholder, .tag, .entity, .url, .mail, .file, .hashtag, .code, .number, .time,
      ])
  }

  /// A megabyte of beginnings without an end takes no longer than other text; quadratic time would take hours.
  @Test(arguments: [
    "<", "{", "{{", "`", "` ", "``` `` ", "&a", "<a ", "<a \"", "<!--", "%1", "$", "a-", "1,", "1:",
    "a.", "a@", "/a", "http", "http:/",
    "http://", "(", "#", "<a ='", "\\",
  ])
  func hostileLinesTakeLinearTime(piece: String) {
    let line = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    for span in SpanFinder.spans(in: line) { #expect(span.range.upperBound <= line.utf8.count) }
  }

  @Test func spansAreInOrderAndBetweenCharacters() {
    let pieces = [
      "{", "}", "<b", ">", "é", "日", "1", ",", ":", "http://", "a", ".", "@", "`", "&", ";", "%",
      "d", " ", "#", "/", "-", "\u{A0}", "’", "😀",
    ]
    var seed: UInt64 = 7
    for _ in 0..<20_000 {
      var line = ""
      for _ in 0..<12 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        line += pieces[Int(seed >> 33) % pieces.count]
      }
      let spans = SpanFinder.spans(in: line)
      var end = 0
      for span in spans {
        #expect(span.range.lowerBound >= end && !span.range.isEmpty, "\(line)")
        end = span.range.upperBound
        let bytes = Array(line.utf8)
        #expect(String(validating: bytes[span.range], as: UTF8.self) != nil, "\(line)")
      }
      #expect(end <= line.utf8.count)
      let marks: [Mark?] = spans.indices.map { $0 < 16 ? Mark($0) : nil }
      let marked = MarkedSpans(line, spans, marks: marks)
      #expect(marked.restored(marked.text) == line, "\(line)")
    }
  }

  // MARK: - Sentences

  @Test(arguments: [
    ("See https://a.example/b.html. Then go.", ["See https://a.example/b.html. ", "Then go."]),
    ("Run `a. B! C`. {x.y} is here.", ["Run `a. B! C`. ", "{x.y} is here."]),
    ("<b>Come in.</b> We wait.", ["<b>Come in.</b> ", "We wait."]),
    ("come in. {x} waits. we go.", ["come in. ", "{x} waits. ", "we go."]),
  ])
  func noSentenceEndsWithinASpan(line: String, expected: [String]) {
    let bytes = Array(line.utf8)
    let sentences = SentenceSplitter(locale: "en").sentences(of: line, SpanFinder.spans(in: line))
    #expect(sentences.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
  }
}
