internal import Tokenization

/// Shows some training pairs in other case than they are written: in other pairs every epoch.
///
/// A pair in capitals has the mark of capitals first, on both sides. A pair in small letters or in Title Case has no case
/// marks on the source side, because that is how such a line is read. So the model learns what the mark means, and that
/// a word whose case says nothing may be any of its forms. Which pairs they are depends only on the seed, the epoch and
/// the pair's number.
struct CaseVariation: Sendable {
  private let seed: UInt64
  private let source: CaseTokens
  private let target: CaseTokens

  /// The share of pairs shown in capitals, and of pairs shown without case.
  private static let shares = (capitals: 0.03, unmarked: 0.05)
  /// Sets its random numbers apart from those of BPE-dropout.
  private static let purpose: UInt64 = 0x4341_5345_4341_5345

  /// Nil unless case is marked on both sides.
  init?(seed: UInt64, _ source: Vocabulary, _ target: Vocabulary) {
    guard let source = CaseTokens(source), let target = CaseTokens(target) else { return nil }
    self.seed = seed
    self.source = source
    self.target = target
  }

  /// The pairs of an epoch, which is counted from 0.
  func pairs(_ pairs: any PairStore, inEpoch epoch: Int) -> any PairStore {
    var varied = VariedPairs(base: pairs)
    for index in 0..<pairs.count {
      var generator = SeededGenerator(
        seed: seed ^ Self.purpose, stream: UInt64(epoch + 1) << 40 | UInt64(index))
      let draw = Double(generator.next() >> 11) * 0x1p-53
      if draw < Self.shares.capitals {
        varied.replace(index, by: inCapitals(pairs[index]))
      } else if draw < Self.shares.capitals + Self.shares.unmarked {
        var pair = pairs[index]
        pair.source = source.unmarked(pair.source)
        varied.replace(index, by: pair)
      }
    }
    return varied
  }

  private func inCapitals(_ pair: EncodedPair) -> EncodedPair {
    EncodedPair(
      source: [source.capitals] + source.unmarked(pair.source),
      target: [target.capitals] + target.unmarked(pair.target))
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
