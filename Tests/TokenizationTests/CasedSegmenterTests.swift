import TestSupport
import Testing

@testable import Tokenization

/// Lines whose chunks are looked up, against the same lines as a whole.
struct CasedSegmenterTests {
  private func model(_ known: KnownForms, locale: String) throws -> SubwordModel {
    var counter = try WordCounter(locale: locale, knownForms: known)
    for line in SampleText.all + SampleText.english.map({ $0.uppercased() }) { counter.add(line) }
    var options = TokenizerOptions()
    options.vocabularySize = 450
    return try TokenizerTrainer.learn(from: counter, options: options).model
  }

  @Test(arguments: ["", "en", "de", "fr", "tr", "nl", "el", "ja"])
  func chunksGiveTheTokensOfTheWholeLine(locale: String) throws {
    let known = try KnownForms(["I", "NATO", "Oslo", "iPhone"], locale: locale)
    let model = try model(known, locale: locale)
    let session = try TokenizerSession(
      model: model, knownForms: known, locale: locale, caching: .corpus)
    let twin = try TokenizerSession(
      model: model, knownForms: known, locale: locale, caching: .corpus)
    var generator = SeededGenerator(seed: 16)
    for _ in 0..<1_000 {
      let line = HostileText.line(using: &generator)
      #expect(session.encode(line) == twin.encode(marked: twin.marked(line)), "\(scalars(line))")
      let (read, reading) = (session.read(line), twin.reading(of: line))
      #expect(read.ids == twin.encode(marked: reading.marked), "\(scalars(line))")
      #expect(read.isInCapitals == reading.isInCapitals, "\(scalars(line))")
    }
  }

  @Test(arguments: [
    "THE SHOP IS OPEN.", "The BIG OLD shop", "the shop is open", "The Shop Is Open", "STOP!",
    "Oslo",
    "The shop. the bread!", "A NATO", "I", "12 34", "", " ", "STRAẞE und Straße", "e\u{301}A.",
    "NATO",
    "THE iPhone IS OLD, THE BREAD IS NOT", "The OVEN", "THE", "the", "天気 OK",
  ])
  func linesWhoseWordsDependOnEachOther(line: String) throws {
    let known = try KnownForms(["I", "NATO", "Oslo", "iPhone"], locale: "en")
    let session = try TokenizerSession(
      model: model(known, locale: "en"), knownForms: known, locale: "en", caching: .some)
    for _ in 0..<2 {
      #expect(session.encode(line) == session.encode(marked: session.marked(line)))
      let reading = session.reading(of: line)
      #expect(session.read(line).ids == session.encode(marked: reading.marked))
      #expect(session.read(line).isInCapitals == reading.isInCapitals)
    }
  }

  /// Whole-line marks are counted as before: no word of an attempt by chunks is.
  @Test func wordsAreCountedOnceEach() throws {
    let known = try KnownForms(["Oslo"], locale: "en")
    var counter = try WordCounter(locale: "en", knownForms: known)
    counter.add("THE OLD SHOP")
    let counted = counter.counts.counts.indices.filter { counter.counts.counts[$0] > 0 }
    let words = counted.map { String(decoding: counter.counts.words[$0], as: UTF8.self) }
    let begin = String(CaseMark.capitalsBegin.mark.scalar)
    #expect(words.sorted() == [begin, " the", " old", " shop"].sorted())
    #expect(counter.counts.counts.reduce(0, +) == 4)
  }

  @Test func chunksHaveTheWordsOfTheLine() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<2_000 {
      let line = Normalizer.normalize(HostileText.line(using: &generator))
      let whole = CasedWords(of: line)
      var words: [CasedWords.Word] = []
      var state = CasedWords.State()
      var hasOthers = false
      var start = 0
      for chunk in line.utf8.split(separator: 0x20) {
        let bytes = Array(chunk)
        let found = CasedWords(of: bytes.span, after: state)
        state = found.stateAfterSpace
        hasOthers = hasOthers || found.hasOtherLetters
        for word in found.words {
          let range = word.range.lowerBound + start..<word.range.upperBound + start
          words.append(.init(range: range, beginsSentence: word.beginsSentence))
        }
        start += bytes.count + 1
      }
      #expect(words.map(\.range) == whole.words.map(\.range), "\(scalars(line))")
      #expect(words.map(\.beginsSentence) == whole.words.map(\.beginsSentence), "\(scalars(line))")
      #expect(hasOthers == whole.hasOtherLetters)
    }
  }

  @Test func talliesArePackedWithoutLoss() throws {
    let marker = try CaseMarker(known: KnownForms(["Oslo"], locale: "en"), locale: "en")
    var sum = CaseTally()
    for line in ["The BIG ferry", "oslo OSLO", "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O", "", "12"] {
      let tally = CaseTally(marker.analysis(of: line).words)
      #expect(CaseTally(packed: tally.packed) == tally)
      sum += tally
    }
    #expect(sum.words == 20)
    let mixed = CaseTally(marker.analysis(of: "The BIG ferry, Boat oslo").words)
    #expect(mixed.packed == (((5 << 5 | 1) << 5 | 1) << 5 | 4) << 5 | 2)
  }

  @Test func charactersAreReadAtTheirPlaces() {
    var text: [UInt8] = []
    var expected: [(place: Int, scalar: Unicode.Scalar)] = []
    for value in stride(from: 0, to: 0x110000 as UInt32, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      expected.append((text.count, scalar))
      text += String(scalar).utf8
    }
    #expect(expected.allSatisfy { text.span.scalar(at: $0.place) == $0.scalar })
  }
}
