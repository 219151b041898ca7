import TestSupport
import Testing

@testable import Seq2Seq

@Suite struct XMLReaderTests {
  /// The events of a document in short: `<a>`, `text`, `</a>`; the last is the problem, if there is one.
  private func events(_ text: some Sequence<UInt8>) throws -> [String] {
    let directory = try TemporaryDirectory()
    let file = try OpenFile(reading: directory.write(text))
    let reader = XMLReader(TextSource(file, guesses: true))
    var events: [String] = []
    do {
      while let event = try reader.next() {
        switch event {
        case .start(let tag): events.append("<\(tag.name)>")
        case .end(let name): events.append("</\(name)>")
        case .text(let bytes): events.append(String(decoding: bytes, as: UTF8.self))
        }
      }
    } catch {
      guard case .problem(let problem) = error else { throw error }
      events.append("line \(problem.line): \(problem.text)")
    }
    return events
  }

  @Test func tagsTextAndWhatIsSkipped() throws {
    let text = """
      <?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://example.org/a.dtd">
      <!-- <b> is no tag -->
      <a x:y="1 > 0" z='"'>one<b/>two<!-- no --><![CDATA[<3 & ]]]]><x:c  >é</x:c></a>
      <!-- end -->
      """
    #expect(
      try events(text.utf8) == [
        "<a>", "one", "<b>", "</b>", "two", "<3 & ]]", "<c>", "é", "</c>", "</a>",
      ])
  }

  @Test func entitiesAreCharacters() throws {
    #expect(
      try events("<a>&lt;b&gt; &amp;amp; &quot;&apos; &#233;&#xE9;&#x1F600;</a>".utf8)[1]
        == "<b> &amp; \"' éé😀")
    #expect(try events("<a>caf&eacute;&nbsp;1 &#27;</a>".utf8)[1] == "café\u{A0}1 &#27;")
    // What has no name and no number of a character stays.
    #expect(
      try events("<a>R&D &none; &#xD800; &; AT&T</a>".utf8)[1] == "R&D &none; &#xD800; &; AT&T")
  }

  @Test func attributesHaveValues() throws {
    let tag = try #require(XMLTag(Array("tuv xml:lang = \"en-US\" a='b &amp; c' d=\"\"".utf8)))
    #expect(tag["lang"] == "en-US" && tag["a"] == "b & c" && tag["d"] == "" && tag["e"] == nil)
    #expect(XMLTag(Array("a b".utf8)) == nil && XMLTag(Array("a b=c".utf8)) == nil)
    #expect(XMLTag([]) == nil && XMLTag(Array(" a".utf8)) == nil)
  }

  @Test func linesOfAnyKindAreCounted() throws {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["<a>", "x", "<b>", "</c>"].joined(separator: end)
      #expect(try events(text.utf8).last == "line 4: </c> stands where <b> should end")
    }
  }

  @Test(arguments: [
    ("<a>", "the document ends inside of <a>"), ("<a><b></a></b>", "</a> stands where <b>"),
    ("</a>", "ends nothing"), ("<a x=1/>", "damaged tag"), ("<a", "ends inside of a tag"),
    ("<a x='", "ends inside of a tag"), ("<a><b <c></a>", "a \"<\" inside of a tag"),
    ("", "no element at all"), ("text", "text outside"), ("<a/>x", "text outside"),
    ("<a/><b/>", "second outermost element"), ("<a><![CDATA[x</a>", "ends inside of <a>"),
    ("<a><!-- x</a>", "ends inside of <a>"), ("<!DOCTYPE a [", "ends too early"),
    ("<a><![CDAT[x]]></a>", "damaged CDATA"),
    (String(repeating: "<a>", count: 1_000), "too deep"),
  ])
  func whatIsNotWellFormedIsAProblem(text: String, words: String) throws {
    let last = try #require(try events(text.utf8).last)
    #expect(last.hasPrefix("line ") && last.contains(words), "\(last)")
  }

  /// Neither entities that grow nor files from elsewhere.
  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>",
    "<!DOCTYPE a [ <!ENTITY x SYSTEM \"file:///etc/passwd\"> ]>\n<a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://example.org/\"> %p;]><a/>",
  ])
  func entitiesOfADocumentAreRefused(text: String) throws {
    #expect(try events(text.utf8).last?.contains("declares entities of its own") == true)
  }

  @Test func theDeclaredEncodingIsRead() throws {
    let declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>"
    #expect(
      try events(Array("\(declaration)<a>caf".utf8) + [0xE9] + Array("</a>".utf8))[1] == "café")
    let wide = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é 日</a>"
    let bytes = wide.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try events([0xFF, 0xFE] + bytes)[1] == "é 日")
    #expect(try events(bytes)[1] == "é 日")
    #expect(try events(wide.utf8)[1] == "é 日")
  }

  /// Text across the borders of buffers.
  @Test func longTextIsWhole() throws {
    let text = String(repeating: "é & x\r\n", count: 40_000)
    let read = try events("<a>\(text)</a>".utf8).dropFirst().dropLast().joined()
    #expect(read.filter { $0 == "é" }.count == 40_000)
    #expect(read.unicodeScalars.filter { $0 == "\n" }.count == 40_000)
  }
}
