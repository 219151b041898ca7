import TestSupport
import Testing

@testable import Tokenization

struct SerializationTests {
  private func words() throws -> Tokenizer {
    var options = TokenizerOptions()
    options.subwords = .words
    return try TokenizerTrainer.learn(from: SampleText.all, locale: "de", options: options)
  }

  @Test func bytePairsComeBack() throws {
    let tokenizer = try SampleText.tokenizer(locale: "ja", size: 600)
    let json = tokenizer.serialized()
    let again = try Tokenizer(serialized: json)
    #expect(again == tokenizer)
    #expect(sameBytes(again.serialized(), json))
    #expect(again.vocabulary == tokenizer.vocabulary)
    for line in SampleText.all { #expect(again.encode(line) == tokenizer.encode(line)) }
  }

  @Test func wordsComeBack() throws {
    let tokenizer = try words()
    let again = try Tokenizer(serialized: tokenizer.serialized())
    #expect(again == tokenizer)
    for line in SampleText.all { #expect(again.encode(line) == tokenizer.encode(line)) }
  }

  @Test func isTheDocumentedJSON() throws {
    let encoding = try BytePairEncoding(
      alphabet: [" ", "a", "\u{301}", "/"], merges: [.init(left: 259, right: 260)])
    let tokenizer = try Tokenizer(model: .bytePairs(encoding), locale: "fr")
    #expect(
      sameBytes(
        tokenizer.serialized(),
        "{\"alphabet\":\" a\u{301}/\",\"locale\":\"fr\",\"merges\":[259,260],\"version\":1}"))
    let words = try WordVocabulary(words: [Array(" a".utf8), Array("\"".utf8)])
    #expect(
      try Tokenizer(model: .words(words), locale: "").serialized()
        == #"{"locale":"","version":1,"words":[" a","\""]}"#)
  }

  @Test(arguments: [
    "", "null", "[]", "{}", "{", #"{"version":1}"#,
    #"{"locale":"","version":1}"#,
    #"{"alphabet":" a","locale":"","merges":[],"version":2}"#,
    #"{"alphabet":" a","locale":"","merges":[]}"#,
    #"{"alphabet":" a","merges":[],"version":1}"#,
    #"{"alphabet":" a","locale":"","version":1}"#,
    #"{"locale":"","merges":[],"version":1}"#,
    // An alphabet without the space, or with a character twice.
    #"{"alphabet":"","locale":"","merges":[],"version":1}"#,
    #"{"alphabet":"a ","locale":"","merges":[],"version":1}"#,
    #"{"alphabet":" aba","locale":"","merges":[],"version":1}"#,
    // Merges: half a merge, of special tokens, of bytes, of later pieces, with a space inside,
    // twice, and with the text of another piece.
    #"{"alphabet":" ab","locale":"","merges":[260],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[2,260],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,258],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,262],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[-1,260],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,2147483647],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,2147483648],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,259],"version":1}"#,
    #"{"alphabet":" ab","locale":"","merges":[260,261,260,261],"version":1}"#,
    #"{"alphabet":" a","locale":"","merges":[260,260,261,260,260,261],"version":1}"#,
    // Each piece is twice as long as the one before.
    #"{"alphabet":" a","locale":"","merges":[260,260,261,261,262,262,263,263,264,264,265,265,266,266,267,267],"version":1}"#,
    // Words: empty, twice, and with a space inside.
    #"{"locale":"","version":1,"words":[""]}"#,
    #"{"locale":"","version":1,"words":["a","a"]}"#,
    #"{"locale":"","version":1,"words":["a b"]}"#,
    #"{"locale":"","version":1,"words":[1]}"#,
    #"{"alphabet":" ","locale":"","merges":[],"version":1,"words":[]}"#,
    #"{"alphabet":" a","locale":"../x","merges":[],"version":1}"#,
  ])
  func refuses(json: String) {
    #expect(throws: TokenizerError.self) { _ = try Tokenizer(serialized: json) }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func damagedInputIsRefusedOrHarmless(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let original = Array(try SampleText.tokenizer(size: 380).serialized().utf8)
    var refusals = 0
    for _ in 0..<50 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch UInt8.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &generator), at: place)
        default: bytes.removeLast(bytes.count - place)
        }
        if bytes.isEmpty { break }
      }
      let json = String(decoding: bytes, as: UTF8.self)
      guard let tokenizer = try? Tokenizer(serialized: json) else {
        refusals += 1
        continue
      }
      for line in SampleText.all {
        #expect(sameBytes(tokenizer.decode(tokenizer.encode(line)), tokenizer.normalize(line)))
      }
      #expect(try Tokenizer(serialized: tokenizer.serialized()) == tokenizer)
    }
    #expect(refusals > 0)
  }

  @Test func everyTruncationIsRefused() throws {
    let encoding = try BytePairEncoding(
      alphabet: [" ", "é"], merges: [.init(left: 259, right: 260)])
    let json = try Tokenizer(model: .bytePairs(encoding), locale: "").serialized()
    for length in 0..<json.unicodeScalars.count {
      let cut = String(json.unicodeScalars.prefix(length))
      #expect(throws: TokenizerError.self) { _ = try Tokenizer(serialized: cut) }
    }
  }
}
