import Testing

@testable import Seq2Seq

/// Characters that control a terminal, in lines to be translated.
@Suite struct ControlCharacterTests {
  /// All of C0, DEL and C1, except the TABs of the line itself, become spaces.
  @Test func noTranslationHasThem() throws {
    let translator = Translator(try SearchEnsembleTests.model(seed: 1), threads: 1)
    let controls = (Array(0x01...0x1F) + Array(0x7F...0x9F)).compactMap(Unicode.Scalar.init)
      .filter { $0 != "\n" && $0 != "\r" }
    for control in controls {
      for line in ["1\(control)2", "\(control)The boat\(control)is here.\(control)"] {
        for candidate in translator.translate([line])[0].candidates {
          let found = candidate.text.unicodeScalars.filter {
            $0.properties.generalCategory == .control && $0 != "\t"
          }
          #expect(found.isEmpty, "U+\(String(control.value, radix: 16)) in \(line)")
        }
      }
    }
    #expect(translator.translate(["1\u{9B}2\u{7F}3\t4"])[0].text == "1 2 3\t4")
  }
}
