import Seq2Seq
import Tokenization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Batches of encoded pairs, all of the same size.
struct BatchCorpus {
  let sourceVocabulary: Int
  let targetVocabulary: Int
  let batches: [[EncodedPair]]

  /// The full batches of an epoch, with a vocabulary learned from the pairs.
  init(
    _ text: [SentencePair], vocabulary: Int, isJoint: Bool, batch: Int
  ) throws {
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    var sourceCounter = try WordCounter()
    var targetCounter = try WordCounter()
    for pair in text {
      sourceCounter.add(pair.source)
      targetCounter.add(pair.target)
    }
    let (source, target): (Tokenizer, Tokenizer)
    if isJoint {
      (source, target) = try TokenizerTrainer.learnJoint(
        source: sourceCounter, target: targetCounter, options: options)
    } else {
      source = try TokenizerTrainer.learn(from: sourceCounter, options: options)
      target = try TokenizerTrainer.learn(from: targetCounter, options: options)
    }
    sourceVocabulary = source.vocabularySize
    targetVocabulary = target.vocabularySize
    let pairs = text.lazy.map {
      EncodedPair(source: source.encode($0.source), target: target.encode($0.target))
    }
    let usable = pairs.filter { $0.source.count <= 100 && $0.target.count <= 100 }
    let encoded = Array(usable)
    let plan = BatchPlan(
      lengths: encoded.map { (Int32($0.source.count + 1), Int32($0.target.count + 1)) },
      options: BatchOptions(size: .sentences(batch)), seed: 1, epoch: 0)
    batches = plan.batches.filter { $0.count == batch }.map { $0.map { encoded[$0] } }
  }

  /// The likely translations of tokens, learned from all batches.
  func shortlist() throws -> Shortlist {
    var counts = [Int](repeating: 0, count: targetVocabulary)
    for pair in batches.joined() { for token in pair.target { counts[Int(token)] += 1 } }
    return try Shortlist(
      learnedFrom: InMemoryPairStore(batches.joined()), sourceVocabulary: sourceVocabulary,
      targetCounts: counts)
  }

  /// Reads batches that another program has written.
  ///
  /// The first line holds the size of the joint vocabulary. Then each line holds one pair, ids separated by
  /// spaces and the sides by a TAB, with an empty line after each batch.
  init(path: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    guard let first = lines.popFirst(), let size = Int(String(decoding: first, as: UTF8.self))
    else { throw CommandError("\(path):1: there is no vocabulary size") }
    (sourceVocabulary, targetVocabulary) = (size, size)
    batches = try lines.enumerated().split { $0.element.isEmpty }.map { batch in
      try batch.map { index, line in
        let sides = line.split(separator: 0x09).map { side in
          side.split(separator: 0x20).compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
        }
        guard sides.count == 2, sides.allSatisfy({ $0.allSatisfy((0..<Int32(size)).contains) })
        else {
          throw CommandError("\(path):\(index + 2): that is no pair of ids below \(size)")
        }
        return EncodedPair(source: sides[0], target: sides[1])
      }
    }
  }
}
