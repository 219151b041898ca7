import Seq2Seq

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Text as the sequence-to-sequence chapter of d2l.ai prepares it.
///
/// The first pairs of an English–French file: lower-cased, punctuation marks as tokens of their own, words seen
/// once as `<unk>`, sentences cut to a number of tokens, `</s>` included.
struct D2LCorpus {
  let sourceVocabulary: Int
  let targetVocabulary: Int
  let pairs: [EncodedPair]

  /// Builds the vocabularies from the first `read` pairs, and keeps the first `kept` pairs to train on.
  init(path: String, read: Int, kept: Int, steps: Int) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let lines = bytes.split(separator: 0x0A).prefix(read)
    let sides = try lines.enumerated().map { index, line in
      let columns = line.split(separator: 0x09).prefix(2).map {
        Self.words(String(decoding: $0, as: UTF8.self))
      }
      guard columns.count == 2 else {
        throw CommandError("\(path):\(index + 1): there is no TAB")
      }
      return (source: columns[0], target: columns[1])
    }
    let source = Self.vocabulary(sides.map(\.source))
    let target = Self.vocabulary(sides.map(\.target))
    (sourceVocabulary, targetVocabulary) = (source.count + 3, target.count + 3)
    pairs = sides.prefix(kept).map { side in
      EncodedPair(
        source: side.source.prefix(steps - 1).map { source[$0] ?? 0 },
        target: side.target.prefix(steps - 1).map { target[$0] ?? 0 })
    }
  }

  private static func words(_ line: String) -> [String] {
    var spaced = ""
    var before: Character?
    for character in line.lowercased() {
      let isSpace = character == "\u{202F}" || character == "\u{A0}"
      let plain: Character = isSpace ? " " : character
      if let before, before != " ", ",.!?".contains(plain) { spaced.append(" ") }
      spaced.append(plain)
      before = plain
    }
    return spaced.split(separator: " ").map(String.init)
  }

  /// The ids of words that occur at least twice, from 3 on, after the special tokens.
  private static func vocabulary(_ sentences: [[String]]) -> [String: Int32] {
    let counts = sentences.joined().reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let known = counts.filter { $0.value >= 2 }.keys.sorted()
    return Dictionary(uniqueKeysWithValues: zip(known, Int32(3)...))
  }
}
