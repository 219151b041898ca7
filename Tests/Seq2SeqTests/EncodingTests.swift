import Foundation
import TestSupport
import Testing

@testable import Seq2Seq

/// Text that is not UTF-8 is recognised and converted as it is read.
@Suite struct EncodingTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The bytes of a text in an encoding, by Foundation, independently of ICU.
  private func bytes(_ text: String, _ encoding: String.Encoding) throws -> [UInt8] {
    Array(try #require(text.data(using: encoding)))
  }

  private func read(
    _ bytes: [UInt8], as name: String = "a.tsv"
  ) throws -> (pairs: [SentencePair], report: CorpusReport) {
    try TabSeparatedPairs(path: directory.write(bytes, to: name)).all()
  }

  private static let french = """
    It is cold today.\tIl fait très froid aujourd’hui.
    I was at the café.\tJ’étais au café à côté de l’hôtel.
    She ate.\tElle a mangé une crème brûlée.
    Where is the dog?\tOù est le chien ?
    He is French.\tIl est français, élevé à Besançon.

    """
  private static let german = """
    The girl is beautiful.\tDas Mädchen ist schön und müde.
    Good day.\tGrüß Gott, liebe Brüder!
    The street is big.\tDie Straße ist größer als früher.

    """
  private static let russian = """
    It is cold today.\tСегодня очень холодно на улице.
    Where is the station?\tГде находится железнодорожный вокзал?
    I do not know.\tЯ не знаю, что сказать об этом.

    """
  private static let japanese = """
    It is cold today.\t今日はとても寒いですね。
    Where is the station?\t駅はどこにありますか。
    I do not know.\t私には分かりません。

    """
  private static let chinese = """
    It is cold today.\t今天天气非常冷。
    Where is the station?\t请问火车站在哪里？
    I do not know.\t我不知道应该怎么说。

    """
  private static let czech = """
    It is cold today.\tDnes je velmi chladné a větrné počasí.
    Where is the station?\tKde je prosím vás nádraží? Příliš žluťoučký kůň.
    I do not know.\tNevím, co mám říci, šéfe. Můžeš přijít později?

    """

  /// Two lines are enough, though Turkish differs from its neighbours in six letters only.
  @Test(arguments: [
    "I saw him.\tOnu dün gördüm, çok yorgundu.\nHe is hungry.\tÇocuk aç, şimdi yemek istiyor mı?\n",
    "It is nice.\tBugün hava güzel, dışarı çıkalım.\nYes.\tŞu ağaç eğri.\n",
  ])
  func aFewLinesOfTurkishAreTold(text: String) throws {
    let (pairs, _) = try read(bytes(text, .windowsCP1254))
    #expect(pairs.map { "\($0.source)\t\($0.target)\n" }.joined() == text)
  }

  @Test(arguments: [
    (french, String.Encoding.windowsCP1252, "windows-1252"),
    (german, .isoLatin1, "windows-1252"),
    (russian, .windowsCP1251, "windows-1251"),
    (japanese, .shiftJIS, "Shift_JIS"),
    (czech, .windowsCP1250, "windows-1250"),
  ])
  func encodingsAreRecognized(text: String, encoding: String.Encoding, name: String) throws {
    let (pairs, report) = try read(try bytes(text, encoding))
    #expect(
      pairs.map { "\($0.source)\t\($0.target)\n" }.joined() == text, "\(report.notes)")
    #expect(report.notes.map(\.description) == ["\(directory.file("a.tsv")) is read as \(name)"])
  }

  /// In bytes written out, because Foundation does not know all encodings on all systems.
  @Test func moreEncodingsAreRecognized() throws {
    let koi8: [UInt8: Character] = [
      0xF3: "С", 0xC5: "е", 0xC7: "г", 0xCF: "о", 0xC4: "д", 0xCE: "н", 0xD1: "я", 0xDE: "ч",
      0xD8: "ь", 0xC8: "х", 0xCC: "л", 0xC1: "а", 0xD5: "у", 0xC9: "и", 0xC3: "ц",
    ]
    let codes = Dictionary(uniqueKeysWithValues: koi8.map { ($1, $0) })
    let text = "Cold\tСегодня очень холодно\nStreet\tнаугаде лица и холода года\n"
    let (pairs, report) = try read(
      text.map { codes[$0] ?? $0.asciiValue ?? 0x3F })
    #expect(pairs.map(\.target) == ["Сегодня очень холодно", "наугаде лица и холода года"])
    #expect(report.notes.first?.description.hasSuffix("KOI8-R") == true)
  }

  /// In Thai and in Japanese mail, and on old computers.
  @Test func rareEncodingsAreRecognized() throws {
    let thai = "วันนี้อากาศหนาวมาก สถานีอยู่ที่ไหน"
    let thaiBytes = thai.unicodeScalars.map { scalar in
      UInt8(truncatingIfNeeded: scalar.value < 0x80 ? scalar.value : scalar.value - 0x0E00 + 0xA0)
    }
    let (pairs, report) = try self.read(Array("cold\t".utf8) + thaiBytes + [0x0A])
    #expect(pairs.map(\.target) == [thai], "\(report.notes)")
    let mail = Array("dog\t".utf8) + [0x1B, 0x24, 0x42, 0x38, 0x24, 0x1B, 0x28, 0x42, 0x0A]
    #expect(try self.read(mail).pairs.map(\.target) == ["犬"])
    // Code page 850.
    let codes: [Character: UInt8] = [
      "é": 0x82, "è": 0x8A, "à": 0x85, "ù": 0x97, "ç": 0x87, "ê": 0x88, "û": 0x96, "ô": 0x93,
    ]
    let old = Self.french.replacing("’", with: "'")
    let read = try self.read(old.map { codes[$0] ?? $0.asciiValue ?? 0x3F })
    #expect(read.pairs.map { "\($0.source)\t\($0.target)\n" }.joined() == old)
  }

  @Test(arguments: [japanese, chinese, russian, french])
  func utf16WithoutAMark(text: String) throws {
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
      let (pairs, report) = try read(try bytes(text, encoding))
      #expect(pairs.map { "\($0.source)\t\($0.target)\n" }.joined() == text)
      #expect(report.notes.count == 1)
    }
  }

  @Test func compressedTextIsConvertedToo() throws {
    let text = try bytes(Self.french, .windowsCP1252)
    #expect(try read(Gzip.member(text)).pairs.last?.target == "Il est français, élevé à Besançon.")
  }

  /// A large file in ASCII up to its end, in another encoding from there on.
  @Test func theFirstLettersBeyondASCIIDecide() throws {
    let start = String(repeating: "one\tun\n", count: 60_000)
    let (pairs, report) = try read(
      Array(start.utf8) + (try bytes(Self.french, .windowsCP1252)))
    #expect(pairs.count == 60_005 && report.unitsLeftOut == 0)
    #expect(pairs.last?.target == "Il est français, élevé à Besançon.")
  }

  /// Text longer than any buffer, with characters of two bytes across their borders.
  @Test func longTextIsConvertedPieceByPiece() throws {
    for odd in ["", "x"] {
      let text = odd + String(repeating: Self.japanese, count: 4_000)
      let (pairs, _) = try read(try bytes(text, .shiftJIS))
      #expect(pairs.count == 12_000 && pairs[1].target == "駅はどこにありますか。")
      #expect(pairs.last?.target == "私には分かりません。")
    }
  }

  @Test func utf8WithBadLinesStaysUTF8() throws {
    var bytes = Array(Self.french.utf8)
    bytes += [0x61, 0x09, 0xE9, 0x74, 0xE9, 0x0A, 0x62, 0x09, 0xE0, 0x20, 0xE9, 0x0A]
    let (pairs, report) = try read(bytes)
    #expect(pairs.count == 5 && report.notes.isEmpty)
    #expect("\(report)" == "2 of 7 lines left out: 2 not UTF-8 (lines 6, 7)")
  }

  @Test func binaryDataAreNotTakenForText() throws {
    let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0 >> 3) }
    let path = try directory.write(bytes, to: "a.tsv")
    #expect(
      TabSeparatedPairs(path: path).failure()?.description.contains("its text is not UTF-8") == true
    )
    // A few NUL characters make no UTF-16.
    #expect(EncodingGuess.wide(Array("ab\n\0cd\n\0ef\tgh\n".utf8)) == nil)
    #expect(EncodingGuess.wide(Array("a\tb\0\nc\td\n".utf8)) == nil)
  }

  /// Each of two aligned files has its own encoding.
  @Test func alignedFilesAreConvertedEach() throws {
    let source = try directory.write(try bytes("été\nhôtel\nà côté\n", .windowsCP1252), to: "a.fr")
    let target = try directory.write("sömmer\nhôtel\nbeside\n", to: "a.en")
    let (pairs, report) = try AlignedPairs(source: source, target: target).all()
    #expect(pairs.map(\.source) == ["été", "hôtel", "à côté"])
    #expect(pairs[0].target == "sömmer" && report.notes.count == 1)
  }

  // MARK: - Ends of lines

  @Test func onlyCREndsLinesWhereThereIsNoLF() throws {
    #expect(
      try read(Array("a\tb\rc\td\r\re\tf".utf8)).pairs.map(\.source) == ["a", "c", "e"])
    #expect(try read(Array("a\rb\tc\nd\te\r\n".utf8)).pairs.map(\.target) == ["c", "e"])
    let long = String(repeating: "word ", count: 3_000)
    let (pairs, _) = try read(Array("\(long)\t\(long)\rc\td\r".utf8))
    #expect(pairs.count == 2 && pairs[1].origin.number == 2)
  }
}
