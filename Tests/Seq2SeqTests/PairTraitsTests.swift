import Evaluation
import Platform
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// What is found in the bytes of pairs, against a slow look at their characters.
@Suite struct PairTraitsTests {
  private struct SlowTraits: Equatable {
    var characters = 0
    var words = 0
    var script: Script?

    init(_ text: String) {
      var counts: [Script: Int] = [:]
      var spaceless = 0
      var isInWord = false
      for scalar in text.unicodeScalars {
        if scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace {
          isInWord = false
          continue
        }
        characters += 1
        guard let letter = Script(of: scalar) else { continue }
        if !isInWord { words += 1 }
        isInWord = true
        counts[letter, default: 0] += 1
        if SpacelessScripts.isSpaceless(scalar) { spaceless += 1 }
      }
      words = max(words, spaceless / 2)
      let most = counts.values.max() ?? 0
      let first = counts.filter { $0.value == most }.keys
      script = first.contains(.latin) ? .latin : first.min { $0.number < $1.number }
    }

    init(_ traits: SideTraits) {
      (characters, words, script) = (traits.characters, traits.words, traits.script)
    }
  }

  @Test func sidesAreMeasuredAsTheirCharactersSay() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<3_000 {
      let line = HostileText.line(using: &generator)
      #expect(SlowTraits(SideTraits(line)) == SlowTraits(line), "\(line.debugDescription)")
    }
  }

  @Test func everyCharacterHasItsKind() {
    for value in 0..<0x110000 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let kind = CharacterKind(scalar)
      let isSpace = scalar.isASCII ? value <= 0x20 : scalar.properties.isWhitespace
      let isRight =
        isSpace ? kind == .space : kind.isLetter == (Script(of: scalar) != nil) && kind != .space
      let isSpaceless = kind.isLetter && kind != .latin && SpacelessScripts.isSpaceless(scalar)
      if !isRight || value < 0x800 && isSpaceless { Issue.record("U+\(String(value, radix: 16))") }
      if value < 0x800, CharacterKind.ofShort[Int(value)] != kind { Issue.record("\(value)") }
    }
  }

  @Test func fingerprintsAreThoseOfTheText() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<1_000 {
      let line = HostileText.line(using: &generator)
      let normalized = SentenceFingerprint(Normalizer.normalize(line))
      #expect(SentenceFingerprint.normalizing(line) == normalized, "\(line.debugDescription)")
      var hash = ByteHash()
      for byte in line.utf8 { hash.add(byte) }
      #expect(ByteHash.value(of: line) == hash.value)
      #expect(
        UTF8Text.isBlank(line) == line.unicodeScalars.allSatisfy { $0.properties.isWhitespace })
    }
  }

  @Test func pairsWithoutSpansStayAndOthersAreMarked() throws {
    var names = NameCounts()
    for number in 0..<20 { names.add("So Name\(number) went", "Name\(number) ne") }
    let marker = PairMarker(
      SpanForms(
        classes: Set(SpanClass.allCases), numbers: NumberForms(), names: names.finder)
    )
    var generator = SeededGenerator(seed: 8)
    var changed = 0
    for _ in 0..<1_000 {
      let source = HostileText.line(using: &generator)
      let target = Bool.random(using: &generator) ? source : HostileText.line(using: &generator)
      let pair = SentencePair(
        source: source, target: target, origin: PairOrigin(unit: .pair, number: 1))
      let marked = marker.marked(source, target)
      let text = marker.text(of: pair)
      #expect(text.source.utf8.elementsEqual(marked.source.text.utf8), "\(source.debugDescription)")
      #expect(text.target.utf8.elementsEqual(marked.target.text.utf8), "\(target.debugDescription)")
      if text.source != source { changed += 1 }
    }
    #expect(changed > 50)
  }
}
