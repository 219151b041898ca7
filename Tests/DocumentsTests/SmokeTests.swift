import Testing
import Documents

@Suite struct SmokeTests {
  static func show(_ text: String, _ format: DocumentFormat) throws {
    let d = try Document(Array(text.utf8), as: format)
    for u in d.units { print("  \(u.line): \(u.text)|") }
    #expect(d.bytes(translations: d.units.map(\.text)) == Array(text.utf8))
    print(
      String(
        decoding: d.bytes(
          translations: d.units.map {
            $0.text.uppercased().replacing("<G", with: "<g").replacing("</G", with: "</g")
          }), as: UTF8.self))
    print(
      String(
        decoding: d.bytes(
          translations: d.units.map { _ in "uno dos <tres> & \"cuatro\"\ncinco* # x" }),
        as: UTF8.self))
  }
  @Test func markdown() throws {
    try Self.show(
      """
      ---
      title: x
      ---
      # Hello *world*

      This is a **bold** thing with `code` and a [link](https://x.y/z "t")
      that goes on [here][ref] and [Ref]. ![alt text](a.png)

      - one item
        more of it
        - nested [ ] thing
      1. [x] task done

      > quoted text
      > more quoted text

      | a head | b |
      |---|:-:|
      | cell \\| one | `x` two |

      ```swift
      code
      ```

          indented

      Hard  
      break<br>there \\
      yes.

      [ref]: http://x
        "title"

      Note[^1].

      [^1]: The note.
      """, .markdown)
  }
  @Test func html() throws {
    try Self.show(
      """
      <!DOCTYPE html><html lang="en"><head><title>A title &amp; more</title><script>var a = "<p>no</p>";</script></head>
      <body><!-- c --><p class=x>Hello <b>bold <i>it</i></b> caf&eacute; <code>x &lt; y</code> end &unknown; yes
         and more text here.</p><img src=a alt="A cat"><pre>keep</pre>
      <ul><li>One<li>Two <a href="x" title="Tip &quot;q&quot;">link</a></ul><p translate="no">Keep</p>
      <p>See <span lang="la">ad hoc</span> there<br>and here.</p></body></html>
      """, .html)
  }
  @Test func others() throws {
    try Self.show(
      "1\n00:00:01,000 --> 00:00:02,000\n<i>Hello there,\nmy friend.</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n- Hi.\n- Ho.\n",
      .srt)
    try Self.show(
      "WEBVTT\n\nNOTE x\ny\n\n00:01.000 --> 00:02.000 line:0\n<v Bob>Hello &amp; bye\n", .vtt)
    try Self.show(
      "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n#, fuzzy\nmsgid \"A b\"\nmsgstr \"\"\n\nmsgid \"one %d\"\nmsgid_plural \"many %d\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\nmsgid \"\"\n\"Usage:\\n\"\n\"  more\\n\"\nmsgstr \"\"\n",
      .po)
    try Self.show(
      "<xliff><file>\n  <trans-unit id=\"1\">\n    <source>Hello <g id=\"1\">big</g> world</source>\n  </trans-unit><trans-unit><source>x y</source><target/></trans-unit></file></xliff>",
      .xliff)
    try Self.show("/* c */\n\"key\" = \"Hello \\\"you\\\"\\nBye\";\n", .strings)
    try Self.show("{\"a\": \"Hello \\u00e9\\nnew line\", \"b\": [1, true, \"x y\"]}", .json)
  }
}
