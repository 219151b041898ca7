import Markup
import Testing

@testable import Documents

/// What holds for every document of every format.
@Suite struct DocumentLawTests {
  @Test(arguments: DocumentFormat.allCases)
  func thereAreFortyDocuments(of format: DocumentFormat) {
    let fixtures = DocumentFixture.all(of: format)
    #expect(fixtures.count >= 40)
    #expect(Set(fixtures.map(\.name)).count == fixtures.count)
  }

  @Test(arguments: DocumentFixture.all)
  func aTranslatorThatAnswersTheInputGivesItBack(_ fixture: DocumentFixture) throws {
    let document = try fixture.document()
    #expect(document.bytes(translations: document.units.map(\.text)) == fixture.bytes)
    let blank = document.units.map { _ in "" }
    #expect(document.bytes(translations: blank) == fixture.bytes)
  }

  @Test(arguments: DocumentFixture.all)
  func textsAreLinesWithWords(_ fixture: DocumentFixture) throws {
    let document = try fixture.document()
    for unit in document.units {
      #expect(unit.text.unicodeScalars.contains { $0.properties.isAlphabetic })
      #expect(unit.text.utf8.allSatisfy { $0 >= 0x20 }, "\(unit.text)")
      #expect(unit.text.utf8.first != 0x20 && unit.text.utf8.last != 0x20, "\(unit.text)")
    }
  }

  /// Only the case of letters, the layout of lines and the spelling of escapes change, and no word for programs does.
  @Test(arguments: DocumentFixture.all)
  func onlyTextForReadersChanges(_ fixture: DocumentFixture) throws {
    let document = try fixture.document()
    if [.po, .xliff].contains(fixture.format) { return }
    let output = document.bytes(translations: document.units.map { Self.capitals($0.text) })
    if !fixture.name.hasSuffix("-respelled") {
      #expect(Self.skeleton(output) == Self.skeleton(fixture.bytes))
    }
    #expect(Self.count("KEEP", in: output) == Self.count("KEEP", in: fixture.bytes))
    #expect(Self.count("keep", in: output) == Self.count("keep", in: fixture.bytes))
  }

  /// What is put in can be read again as it was, whatever it holds.
  @Test(
    arguments: DocumentFixture.all,
    [
      "plain words and nothing else", "5 < 6 & \"quoted\" 'text' \\ x",
      "*a* _b_ `c` ~~d~~ [e](f) [g][h] [i]: j",
      "# one", "- two", "1. three", "a | b {c} %d $e$",
      "<b>bold</b> &amp; &eacute; </p> ]]> --> <!-- x",
      "> four", "=== a", "a ===", "a\u{A0}b «c» ’d’ 日本語。 😀", "a_b_c 2*3*4 x", "{: .a}", "~~~ x",
      "| x",
      "[TOC] _d",
    ])
  func translationsComeBack(_ fixture: DocumentFixture, text: String) throws {
    let document = try fixture.document()
    let translations = document.units.map { _ in text }
    let output = document.bytes(translations: translations)
    let again = try Document(output, as: fixture.format)
    if [.po, .xliff].contains(fixture.format) {
      #expect(again.units.isEmpty)
      return
    }
    // SubRip has no way to write these.
    if fixture.format == .srt, text.contains("<b>") { return }
    // A line that begins with a dash is another speaker's.
    if [.srt, .vtt].contains(fixture.format), text == "- two" { return }
    #expect(again.units.map { Self.words($0.text) } == translations.map(Self.words))
  }

  @Test(arguments: DocumentFixture.all)
  func lineBreaksAndTabsInTranslationsAreSpaces(_ fixture: DocumentFixture) throws {
    let document = try fixture.document()
    let one = document.bytes(translations: document.units.map { _ in "a b c d" })
    let other = document.bytes(translations: document.units.map { _ in "\n a\nb\tc\r\nd \t" })
    #expect(Self.skeleton(one) == Self.skeleton(other))
  }

  /// Marks that a translator loses, doubles or turns around are all there, and nested as before.
  @Test(arguments: DocumentFixture.all)
  func noMarkIsLost(_ fixture: DocumentFixture) throws {
    let document = try fixture.document()
    for text in document.slots.flatMap(\.texts) where !text.marks.isEmpty {
      let words = text.text.split(separator: " ").map(String.init)
      for translation in [
        "one two three", words.reversed().joined(separator: " "), text.text + " " + text.text,
        words.dropLast(1).joined(separator: " "),
      ] {
        var rendered: [Range<Int>] = []
        _ = text.pieces(translation) { range in
          rendered.append(range)
          return []
        }
        // Emphasis of nothing may go.
        let droppable = Set(text.marks.filter(\.isDroppable).map(\.number))
        let own = text.marks.filter { $0.replacement == nil && !droppable.contains($0.number) }.map(
          \.range)
        rendered.removeAll { range in
          text.marks.contains { $0.range == range && droppable.contains($0.number) }
        }
        #expect(Set(rendered) == Set(own) && rendered.count == own.count, "\(translation)")
      }
    }
  }

  // MARK: - Comparing

  /// The text in capitals, its marks as they are.
  static func capitals(_ text: String) -> String {
    var result = ""
    var isInMark = false
    for character in text {
      if character == "<" { isInMark = true }
      result += isInMark || !character.isASCII ? String(character) : character.uppercased()
      if character == ">" { isInMark = false }
    }
    return result
  }

  /// The letters and signs of a document without white space and what may be written in several ways.
  static func skeleton(_ bytes: [UInt8]) -> String {
    let text =
      (try? DocumentEncoding.decoded(bytes).bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return String(
      CharacterReferences.decoded(text.lowercased()).filter {
        !$0.isWhitespace && $0 != "\\" && $0 != "\"" && $0 != ">"
      })
  }

  static func count(_ word: String, in bytes: [UInt8]) -> Int {
    let text =
      (try? DocumentEncoding.decoded(bytes).bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split { !$0.isLetter }.count { $0 == word }
  }

  /// The words of a text without marks.
  static func words(_ text: String) -> [Substring] {
    text.split(separator: /<\/?[gmx]\d+\/?>|[ ]+/)
  }
}
