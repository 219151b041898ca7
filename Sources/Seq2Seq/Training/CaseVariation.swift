internal import NeuralNetwork
internal import Tokenization

/// Shows some training pairs in other case than they are written: in other pairs every epoch.
///
/// Some sources have no case marks, because that is how a line in small letters, in capitals or in Title Case is read. In
/// others some words are in capitals, as people write what matters to them. So the model learns that a word whose case says
/// nothing may be any of its forms, and that words in capitals mean what they mean in small letters. Which pairs they are
/// depends only on the seed, the epoch and the pair's number.
struct CaseVariation: Sendable {
  private let seed: UInt64
  private let marks: CaseTokens
  private let wordBeginnings: Set<Int32>

  /// The share of pairs shown without case, and of pairs with words in capitals.
  private static let shares = (unmarked: 0.05, capitals: 0.03)
  /// Sets its random numbers apart from those of BPE-dropout.
  private static let purpose: UInt64 = 0x4341_5345_4341_5345

  /// Nil unless case is marked in the source.
  init?(seed: UInt64, source: Tokenizer) {
    guard source.marksCase, let marks = CaseTokens(source.vocabulary) else { return nil }
    self.seed = seed
    self.marks = marks
    wordBeginnings = CaseTokens.wordBeginnings(in: source.vocabulary)
  }

  /// Some pairs for an epoch, which is counted from 0.
  ///
  /// - Parameters:
  ///   - pairs: the pairs as they are.
  ///   - numbers: the number of each of them among all pairs.
  ///   - epoch: the epoch.
  /// - Returns: the pairs, some of them in other case.
  func pairs(
    _ pairs: any PairStore, _ numbers: PairNumbers, inEpoch epoch: Int
  ) -> any PairStore {
    var varied = VariedPairs(base: pairs)
    // No source becomes longer than the longest, which the memory needed was computed for.
    let room = Int(pairs.lengths.map(\.source).max() ?? 0) - 1
    for index in 0..<pairs.count {
      var generator = SeededGenerator(
        seed: seed ^ Self.purpose, stream: UInt64(epoch + 1) << 40 | UInt64(numbers[index]))
      let draw = generator.unit()
      if draw >= Self.shares.unmarked + Self.shares.capitals { continue }
      var pair = pairs[index]
      pair.source = marks.unmarked(pair.source)
      if draw >= Self.shares.unmarked {
        let marked = withCapitals(pair.source, using: &generator)
        if marked.count <= room { pair.source = marked }
      }
      varied.replace(index, by: pair)
    }
    return varied
  }

  /// The tokens of a line with some consecutive words, up to half of them, in capitals.
  private func withCapitals(_ tokens: [Int32], using generator: inout SeededGenerator) -> [Int32] {
    let words = tokens.indices.filter { wordBeginnings.contains(tokens[$0]) }
    guard !words.isEmpty else { return tokens }
    let count = 1 + generator.next(below: (words.count + 1) / 2)
    let first = generator.next(below: words.count - count + 1)
    let chosen = Set(words[first..<first + count])
    return tokens.indices.flatMap {
      chosen.contains($0) ? [marks.capitals, tokens[$0]] : [tokens[$0]]
    }
  }
}

/// Pairs of which some are replaced.
private struct VariedPairs: PairStore {
  private let base: any PairStore
  private var replaced: [Int: EncodedPair] = [:]
  private(set) var lengths: [BatchPlan.Lengths]
  var count: Int { lengths.count }

  init(base: any PairStore) {
    self.base = base
    lengths = base.lengths
  }

  mutating func replace(_ index: Int, by pair: EncodedPair) {
    replaced[index] = pair
    lengths[index] = pair.lengths
  }

  subscript(index: Int) -> EncodedPair { replaced[index] ?? base[index] }
}
