import TestSupport
import Testing

@testable import Tokenization

struct CaseMarkerTests {
  /// A marker with marks for people to read: ^ capital, ⇑ capitals, _ small, < and > around a run in capitals.
  private struct Readable: ~Copyable {
    let marker: CaseMarker

    init(_ known: [String] = [], locale: String = "en") throws {
      marker = try CaseMarker(known: KnownForms(known, locale: locale), locale: locale)
    }

    func marked(_ line: String) -> String { readable(marker.marked(line)) }
    func reading(_ line: String) -> String { readable(marker.reading(of: line).marked) }
    func text(_ marked: String, _ style: CaseMarker.Style = .init()) -> String {
      var line = String.UnicodeScalarView()
      for scalar in marked.unicodeScalars {
        line.append(Self.signs.first { $0.sign == scalar }?.mark.mark.scalar ?? scalar)
      }
      return marker.text(of: String(line), style)
    }

    private func readable(_ line: String) -> String {
      var result = String.UnicodeScalarView()
      for scalar in line.unicodeScalars {
        let mark = CaseMark(scalar)
        result.append(Self.signs.first { $0.mark == mark }?.sign ?? scalar)
      }
      return String(result)
    }

    private static let signs: [(mark: CaseMark, sign: Unicode.Scalar)] = [
      (.capital, "^"), (.capitals, "⇑"), (.small, "_"), (.capitalsBegin, "<"), (.capitalsEnd, ">"),
    ]
  }

  @Test(arguments: [
    // As expected: a capital begins a sentence, and known forms are everywhere.
    ("The ferry is late.", "the ferry is late."),
    ("Is it late? It is! Well… Maybe.", "is it late? it is! well… maybe."),
    ("From Oslo to NATO, I said.", "from Oslo to NATO, I said."),
    ("Oslo is far.", "Oslo is far."),
    ("“Come in,” he said.", "“come in,” he said."),
    ("12 boats", "12 boats"),
    // Otherwise.
    ("the ferry", "_the ferry"),
    ("The Ferry", "the ^ferry"),
    ("The FERRY is", "the ⇑ferry is"),
    ("An (OLD) one", "an (⇑old) one"),
    ("oslo is far", "_Oslo is far"),
    ("iPhone and i", "iPhone and _I"),
    ("Two iPhones", "two iPhones"),
    ("Plan B", "plan ^b"),
    // Runs.
    ("THE FERRY IS LATE.", "<the ferry is late."),
    ("I AM IN OSLO!", "<I am in Oslo!"),
    ("STOP!", "<stop!"),
    ("(STOP!)", "<(stop!)"),
    ("The BIG OLD ferry", "the <big old >ferry"),
    ("The BIG OLD Ferry", "the <big old >^ferry"),
    ("The BIG, OLD NATO is", "the <big, old NATO >is"),
    ("NATO is", "NATO is"), ("I", "I"), ("A", "a"),
    ("And I SAW it", "and I ⇑saw it"),
    ("STOP NOW. Go on.", "<stop now. >go on."),
  ])
  func marksAreWrittenForWhatIsNotExpected(line: String, marked: String) throws {
    let readable = try Readable(["I", "NATO", "Oslo"])
    #expect(readable.marked(line) == marked)
    #expect(sameBytes(readable.text(marked), line))
  }

  @Test(arguments: [
    ("tr", "IŞIK İSTANBUL", "<ışık istanbul"), ("tr", "Istanbul İzmir", "ıstanbul ^izmir"),
    ("de", "DIE STRASSE", "<die Straße"), ("de", "Die strasse", "die strasse"),
    ("el", "ΟΔΟΣ ΑΘΗΝΩΝ", "<οδος αθηνων"), ("el", "Η ΟΔΟΣ", "<η οδος"),
    ("nl", "Het IJsselmeer", "het ^ijsselmeer"), ("hr", "Je ǄEP ǅep ǆep", "je ⇑ǆep ^ǆep ǆep"),
    ("fr", "L’ÉTÉ À PARIS", "<l’été à paris"), ("fr", "L’été", "l’été"),
    ("ru", "МОСКВА И Я", "<москва и я"), ("en", "O’NEILL’S", "<o’neill’s"),
  ])
  func caseFollowsTheLanguage(locale: String, line: String, marked: String) throws {
    let readable = try Readable(locale == "de" ? ["Straße"] : [], locale: locale)
    #expect(readable.marked(line) == marked)
    #expect(sameBytes(readable.text(marked), line))
  }

  @Test(arguments: [
    "これはNASAです。", "NASAとESAとJAXAです", "你好", "שלום ABC", "สวัสดี OK", "ქართული", "123 %",
  ])
  func linesWithoutCaseAreNotInCapitals(line: String) throws {
    let marker = try CaseMarker(known: KnownForms([], locale: "ja"), locale: "ja")
    #expect(!marker.reading(of: line).isInCapitals)
    #expect(sameBytes(marker.text(of: marker.marked(line)), line))
  }

  @Test(arguments: [
    ("THE FERRY TO OSLO", "the ferry to Oslo"), ("A SHIP, A DOG", "a ship, a dog"),
    ("the ferry to oslo", "the ferry to Oslo"),
    ("The Ferry To Oslo", "the ferry to Oslo"),
    ("the ferry. it is in Oslo", "the ferry. it is in Oslo"),
    ("The Ferry to Oslo Is So Very Late", "the ferry to Oslo is so very late"),
    ("The ferry to oslo", "the ferry to _Oslo"), ("The Ferry is late", "the ^ferry is late"),
    ("The FERRY to Oslo", "the ⇑ferry to Oslo"), ("The BIG OLD ferry", "the ⇑big ⇑old ferry"),
    ("The Ferry Of NASA", "the ferry of ⇑nasa"),
  ])
  func whatSaysNothingIsReadByKnownForms(line: String, marked: String) throws {
    let readable = try Readable(["Oslo"])
    #expect(readable.reading(line) == marked)
    #expect(readable.marker.reading(of: line).isInCapitals == (line == line.uppercased()))
  }

  @Test(arguments: [
    ("THE FERRY NEEDS 3 tons OF FUEL", true), ("MY iPhone IS OLD", true),
    ("BIG BOAT iPhone", false),
    ("THE FERRY is late", false), ("NATO in OSLO", false),
  ])
  func aFewOtherWordsMayBeInALineInCapitals(line: String, isInCapitals: Bool) throws {
    let readable = try Readable(["NATO"])
    #expect(readable.marker.reading(of: line).isInCapitals == isInCapitals)
  }

  @Test func marksAnywhereAreRead() throws {
    let readable = try Readable()
    #expect(readable.text("<a >") == "A ")
    #expect(readable.text("a ^") == "A ")
    #expect(readable.text(">a ^^b <_c d") == "A B c D")
    #expect(readable.text("be^low <zero de>grees") == "Below Zero DEGREES")
  }

  /// STRASSE and STRAẞE are one word; an answer has the second spelling, which keeps MAẞE and MASSE apart.
  @Test func sharpSHasACapital() throws {
    let german = try Readable(["Straße"], locale: "de")
    for line in ["DIE STRASSE", "DIE STRAẞE"] {
      #expect(german.reading(line) == "die Straße")
      #expect(german.marker.reading(of: line).isInCapitals)
    }
    #expect(german.reading("Die STRAẞE hier") == "die ⇑Straße hier")
    #expect(german.text("die Straße", .init(isInCapitals: true)) == "DIE STRAẞE")
    #expect(german.text("die ⇑Straße") == "Die STRASSE")
    #expect(sameBytes(german.text(german.marked("DIE STRAẞE")), "DIE STRAẞE"))
    let french = try Readable([], locale: "fr")
    #expect(french.text("la Straße", .init(isInCapitals: true)) == "LA STRASSE")
  }

  @Test func aStyleIsForTheWholeLine() throws {
    let readable = try Readable()
    #expect(readable.text("the ^ferry. >it", .init(isInCapitals: true)) == "THE FERRY. IT")
    #expect(readable.text("the ferry. it", .init(beginsSentence: false)) == "the ferry. It")
  }

  // MARK: - What is not lost

  private static let alphabets = [
    "abIiİıSsßẞ'’- .!?", "ΑαΣσςΆάΪϊΐΰ\u{345}ᾳᾼ .", "ǄǅǆŉǰĲĳﬁﬀſKkÅå1 .",
    "ЖжЄєІі\u{301}\u{308}\u{307} .",
    "aAあー中กิ\u{301}א. ა Აⓐ Ⓐᵃªº", "aB\(Mark(0).scalar)\(Mark(16).scalar)\(Mark(21).scalar)<\"(. ",
  ]

  @Test(arguments: ["", "en", "tr", "de", "el", "lt", "nl", "az"])
  func everyLineComesBack(locale: String) throws {
    var generator = SeededGenerator(seed: 17)
    let known = ["ABa", "Ba", "iB", "Σα", "Жж"]
    let marker = try CaseMarker(known: KnownForms(known, locale: locale), locale: locale)
    for alphabet in Self.alphabets {
      let letters = Array(alphabet.unicodeScalars)
      for _ in 0..<4000 {
        var line = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
          line.append(letters[Int.random(in: 0..<letters.count, using: &generator)])
        }
        let text = Normalizer.normalizeWithoutMarks(String(line))
        let marked = marker.marked(text)
        // What is encoded is not normalized into anything else.
        let isStable = sameBytes(Normalizer.normalize(marked), marked)
        if !isStable || !sameBytes(marker.text(of: marked), text) {
          Issue.record("\(scalars(text)) became \(scalars(marked))")
        }
      }
    }
  }
}
