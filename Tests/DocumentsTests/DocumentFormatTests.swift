import Testing

@testable import Documents

/// What each format gives to a translator, and what it makes of the answers.
@Suite struct DocumentFormatTests {
  /// Expects these texts in a document, and this document if all of them come back in capitals.
  private func expect(
    _ text: String, _ format: DocumentFormat, texts: [String], capitals: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let document = try Document(Array(text.utf8), as: format)
    #expect(document.units.map(\.text) == texts, sourceLocation: location)
    guard document.units.count == texts.count else { return }
    let output = document.bytes(translations: texts.map(DocumentLawTests.capitals))
    #expect(String(decoding: output, as: UTF8.self) == capitals, sourceLocation: location)
  }

  @Test func formatsAreToldByNames() {
    let names: [(String, DocumentFormat?)] = [
      ("a.md", .markdown), ("d.e/README.MD", .markdown), ("a.html", .html), ("a.xhtml", .html),
      ("a.srt", .srt), ("a.vtt", .vtt), ("fr.po", .po), ("a.xlf", .xliff), ("a.xliff", .xliff),
      ("Localizable.strings", .strings), ("en.json", .json), ("a.txt", .text), ("a", nil),
      (".md", nil),
      ("a.md.gz", nil), ("a.jsonl", nil), ("md", nil), ("a.md/b", nil),
    ]
    for (name, format) in names { #expect(DocumentFormat(fileName: name) == format, "\(name)") }
  }

  @Test func markdown() throws {
    try expect(
      """
      # A *red* boat #
      It has `code`, a [link](u "t") and [one][Two], [two] \\* more
      - [x] done &amp; more
        > in *quotes*
        > here

      | a | b \\| c |
      |---|---|
      | `x` | **d** e |

      [two]: u
      """, .markdown,
      texts: [
        "A <g1>red</g1> boat",
        "It has <g1/>, a <g2>link</g2> and <g3>one</g3>, <g4>two</g4> * more", "done & more",
        "in <g1>quotes</g1> here", "a", "b | c", "<g1>d</g1> e",
      ],
      capitals: """
        # A *RED* BOAT #
        IT HAS `code`, A [LINK](u "t") AND [ONE][Two], [TWO][two] * MORE
        - [x] DONE & MORE
          > IN *QUOTES* HERE

        | A | B \\| C |
        |---|---|
        | `x` | **D** E |

        [two]: u
        """)
  }

  /// Which lines of lists and quotations are text, and which are code.
  @Test(arguments: [
    ("- a\n  > b\n\n  c\n\n    d", ["a", "b", "c", "d"]),
    ("- a\n\n      x\n\n  b", ["a", "b"]), ("> a\n>\n>     x\n> b", ["a", "b"]),
    ("> - a\n>   b\n>\n>   c\n>\n>       x", ["a b", "c"]),
    ("> > a\n> b\nc", ["a b c"]), ("- a\n> b", ["a", "b"]),
    ("1. a\n2. b\n   - c\n     d\n\n\n\n    x", ["a", "b", "c d", "x"]),
    ("a\n    b\n\n    x", ["a b"]), ("1. a\n2. b\n10) c", ["a", "b", "c"]), ("a\n2. b", ["a 2. b"]),
    ("- a\n      - b", ["a", "b"]),
    ("- - a\n  - b\n- c", ["a", "b", "c"]),
    ("```\nx\n```\na\n~~~~\nx\n~~~\nx\n~~~~\nb", ["a", "b"]),
    ("> ```\n> x\na", ["a"]), ("- ```\n  x\n  ```\n- a", ["a"]), ("- ```\n  x\na", ["a"]),
    ("<div>\nx\n\na\n</div>\nx\n\nb", ["a", "b"]), ("<!-- x\n\nx -->\na", ["a"]),
    ("a\n===\nb\n---\nc\n***\nd", ["a", "b", "c", "d"]), ("+++\nx\n+++\na", ["a"]),
    ("[x]: y\n'x'\na", ["a"]), ("[^x]: a\n    b\n\n    c", ["a b", "c"]),
    ("a | b\n-|-\nc | d\n\ne | f", ["a", "b", "c", "d", "e | f"]),
    (
      "***a** b* __c__ d_e_f *g **h*** ~~i~~",
      ["<g1><g2>a</g2> b</g1> <g3>c</g3> d_e_f <g4>g <g5>h</g5></g4> <g6>i</g6>"]
    ),
    ("***a* b** **c*d** * e", ["<g1><g2>a</g2> b</g1> <g3>c*d</g3> * e"]),
    ("a <b>b *c</b> d* <i>e", ["a <g1>b *c</g1> d* <g2/>e"]),
    ("[a][x] [b] ![c](d) \\[e](f)", ["[a][x] [b] <g1>c</g1> [e](f)"]),
    ("a `` ` `` b ` c", ["a <g1/> b ` c"]),
    ("a <https://x.y> <me@x.y> http://x.y/z_. b", ["a <g1/> <g2/> <g3/>_. b"]),
    ("a < b <c d &amp; &x; e", ["a < b <c d & &x; e"]),
  ])
  func blocksOfMarkdown(_ text: String, _ texts: [String]) throws {
    #expect(try Document(Array(text.utf8), as: .markdown).units.map(\.text) == texts)
  }

  @Test func html() throws {
    try expect(
      """
      <p class=x>Salt &amp; <b>caf&eacute; <i>noir</i></b> <code>a &lt; b</code> &keep; yes</p>
      <img alt=boat title='it&#39;s'><p><b>All</b><br>of it <span translate=no>not</span> this</p>
      """, .html,
      texts: [
        "Salt & <g1>café <g2>noir</g2></g1> <g3/> <g4/> yes", "boat", "it's", "All",
        "of it <g1/> this",
      ],
      capitals: """
        <p class=x>SALT &amp; <b>CAFé <i>NOIR</i></b> <code>a &lt; b</code> &keep; YES</p>
        <img alt="BOAT" title='IT&#39;S'><p><b>ALL</b><br>OF IT <span translate=no>not</span> THIS</p>
        """)
  }

  @Test func attributesInsideOfCodeAndMarksAreTranslated() throws {
    try expect(
      "<p>See <a title='the tip' href=x>this</a> and <code title=\"a hint\">x</code> now</p>",
      .html,
      texts: ["See <g1>this</g1> and <g2/> now", "the tip", "a hint"],
      capitals:
        "<p>SEE <a title='THE TIP' href=x>THIS</a> AND <code title=\"A HINT\">x</code> NOW</p>")
  }

  @Test func subtitles() throws {
    try expect(
      "1\n00:00:01,000 --> 00:00:04,000\n<i>Once upon a time there\nwas a king.</i>\n\n2\n00:00:05,000 --> 00:00:06,000\n- Who?\n- Me.\n",
      .srt, texts: ["Once upon a time there was a king.", "Who?", "Me."],
      capitals:
        "1\n00:00:01,000 --> 00:00:04,000\n<i>ONCE UPON A TIME\nTHERE WAS A KING.</i>\n\n2\n00:00:05,000 --> 00:00:06,000\n- WHO?\n- ME.\n"
    )
    try expect(
      "WEBVTT\n\nNOTE a b\n\n00:01.000 --> 00:02.000 line:0\n<v Bob>Salt &amp; <c.x>pepper</c>\n",
      .vtt,
      texts: ["Salt & <g1>pepper</g1>"],
      capitals:
        "WEBVTT\n\nNOTE a b\n\n00:01.000 --> 00:02.000 line:0\n<v Bob>SALT &amp; <c.x>PEPPER</c>\n")
  }

  @Test func catalogs() throws {
    try expect(
      """
      msgid "one %d"
      msgid_plural "many %d"
      msgstr[0] ""
      msgstr[1] ""
      msgstr[2] ""
      #, fuzzy
      msgid "kept"
      msgstr "gardé"
      msgid ""
      "First \\"line\\"\\n"
      "  second\\n"
      msgstr ""
      """, .po,
      texts: ["one %d", "many %d", "many %d", "First \"line\"", "second"],
      capitals: """
        msgid "one %d"
        msgid_plural "many %d"
        msgstr[0] "ONE %D"
        msgstr[1] "MANY %D"
        msgstr[2] "MANY %D"
        #, fuzzy
        msgid "kept"
        msgstr "gardé"
        msgid ""
        "First \\"line\\"\\n"
        "  second\\n"
        msgstr ""
        "FIRST \\"LINE\\"\\n"
        "  SECOND\\n"
        """)
  }

  @Test func xliff() throws {
    try expect(
      """
      <x:xliff><x:trans-unit>
        <x:source> A <g id="1">b</g> &lt;c></x:source>
      </x:trans-unit><unit><segment><source>d</source><target state="new" /></segment><segment>
      <source>e</source><target>f</target></segment></unit></x:xliff>
      """, .xliff,
      texts: ["A <g1>b</g1> <c>", "d"],
      capitals: """
        <x:xliff><x:trans-unit>
          <x:source> A <g id="1">b</g> &lt;c></x:source>
          <x:target> A <g id="1">B</g> &lt;c&gt;</x:target>
        </x:trans-unit><unit><segment><source>d</source><target state="new">D</target></segment><segment>
        <source>e</source><target>f</target></segment></unit></x:xliff>
        """)
  }

  @Test func strings() throws {
    try expect(
      "/* a */ \"b\" = \"c \\\"d\\\"\\n e\\U00e9\"; f = \"g\";", .strings,
      texts: ["c \"d\"", "eé", "g"],
      capitals: "/* a */ \"b\" = \"C \\\"D\\\"\\n Eé\"; f = \"G\";")
    try expect(
      "{\"a\": [\"b\\u00e9 \\\"c\\\"\\n\\td\", 1, {\"e\": \"f\"}], \"g\": \"{n, plural, other {x}}\"}",
      .json,
      texts: ["bé \"c\"", "d", "f"],
      capitals:
        "{\"a\": [\"Bé \\\"C\\\"\\n\\tD\", 1, {\"e\": \"F\"}], \"g\": \"{n, plural, other {x}}\"}")
  }

  @Test func textsKnowTheirLines() throws {
    let document = try Document(
      Array("# a\r\n\r\n- b\r\n  c\r\n\r\n| d | e |\r\n|-|-|\r\n| f | g |".utf8), as: .markdown)
    #expect(document.units.map(\.line) == [1, 3, 6, 6, 8, 8])
  }

  /// By proportion: a third of three words is one, of six two.
  @Test func lostMarksArePlacedByProportion() throws {
    let document = try Document(Array("<p>a <b>b</b> c <code>x</code>.</p>".utf8), as: .html)
    func output(_ text: String) -> String {
      String(decoding: document.bytes(translations: [text]), as: UTF8.self)
    }
    #expect(
      output("one two three four five six")
        == "<p>one two <b>three four</b> five six <code>x</code></p>")
    #expect(output("<g1>one</g1> two <g2/> <g2/>").contains("<code>x</code>"))
    #expect(output("<g2/> un <g1> deux </g1>.") == "<p><code>x</code> un <b>deux</b> .</p>")
    #expect(output("x < y & z").hasPrefix("<p>x &lt; "))
  }

  @Test(arguments: [
    (DocumentFormat.json, "{\n\"a\": \"b\n", 2, "the end of a string is missing"),
    (.json, "[1,]", 1, "a value is missing"), (.json, "{\"a\" 1}", 1, "a colon is missing"),
    (.json, "[\"a\"", 1, "the document ends inside of a list or object"),
    (.json, "[\"\\q\"]", 1, "a known escape is missing"),
    (.json, "[] []", 1, "the end of the document is missing"),
    (.po, "msgid \"a\"\nmsgstr x\n", 2, "a string in quotation marks is missing"),
    (.po, "\"a\"", 1, "msgid or msgstr is missing"),
    (.po, "msgid \"a\" \"b\"", 1, "the end of a line is missing"),
    (.strings, "\"a\" = \"b\"\n\"c\"", 2, "a semicolon is missing"),
    (.strings, "/* a", 1, "the document ends inside of a comment"),
    (.vtt, "00:01.000 --> 00:02.000\na", 1, "WEBVTT at the beginning is missing"),
    (.xliff, "<a>\n<b></a>", 2, "the tag </a> has no counterpart"),
    (.xliff, "<a>\n", 1, "the tag <a> has no counterpart"),
    (.xliff, "a", 1, "an element is missing"),
    (
      .xliff, "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", 1,
      "the document declares entities of its own; replace them, and remove its DOCTYPE"
    ),
    (.xliff, "<a><b", 1, "the document ends inside of a tag or comment"),
  ])
  func damageIsNamedByItsLine(format: DocumentFormat, text: String, line: Int, message: String) {
    #expect("\(failure(Array(text.utf8), format))" == "line \(line): \(message)")
  }

  private func failure(_ bytes: [UInt8], _ format: DocumentFormat) -> String {
    do {
      _ = try Document(bytes, as: format)
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test func otherEncodingsAreRefused() {
    #expect(failure([0x61, 0x0A, 0xE9], .text).hasPrefix("line 2: the text is not UTF-8"))
    #expect(failure([0xFF, 0xFE, 0, 0], .text).contains("UTF-32"))
    #expect(failure([0xFF, 0xFE, 0x61], .text).contains("damaged UTF-16"))
    #expect(failure([0x61, 0, 0x62, 0], .markdown).contains("UTF-16"))
    let named: [(DocumentFormat, String)] = [
      (.html, "<meta charset=iso-8859-1>"),
      (.html, "<meta content='text/html; charset=iso-8859-1'>"),
      (.xliff, "<?xml version='1.0' encoding='iso-8859-1'?><a/>"),
      (.po, "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=iso-8859-1\\n\""),
    ]
    for (format, text) in named {
      #expect(
        failure(Array(text.utf8), format).lowercased().contains("the document is in iso-8859-1"),
        "\(text)")
    }
  }
}
