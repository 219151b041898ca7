internal import Platform
internal import Tokenization

/// A corpus divided into training and validation pairs that have no source sentence in common.
///
/// Sentences are drawn, not pairs: all translations of one source sentence go to the same part, so
/// validation does not reward memorised sentences. The draw depends only on the sentences and the
/// seed. Both parts keep the order of the pairs.
package struct CorpusSplit: Hashable, Sendable {
  /// How much to set aside.
  package enum Size: Hashable, Sendable {
    /// A share of the pairs, from 0 to 1.
    case fraction(Double)
    /// A number of pairs.
    case count(Int)
  }

  /// Indices of the pairs to train on, ascending.
  package let training: [Int]
  /// Indices of the pairs to validate on, ascending.
  ///
  /// About as many as asked for, and not more, except that at least one source sentence is drawn if
  /// any pair is asked for. At least one source sentence stays in training, so a corpus with only
  /// one has no validation pairs.
  package let validation: [Int]

  /// Splits a corpus by the source sentences of its pairs, given in order.
  ///
  /// Sentences are equal if their UTF-8 is; normalise them first, as training does.
  package init(sources: some Sequence<String>, validation size: Size, seed: UInt64) {
    self.init(fingerprints: sources.map(SentenceFingerprint.init), validation: size, seed: seed)
  }

  /// Splits a corpus by the fingerprints of its pairs' source sentences, given in order.
  package init(fingerprints: [SentenceFingerprint], validation size: Size, seed: UInt64) {
    let wanted =
      switch size {
      case .fraction(let fraction):
        Int((Double(fingerprints.count) * min(max(fraction, 0), 1)).rounded())
      case .count(let count): max(count, 0)
      }
    let drawn = Self.draw(wanted, from: fingerprints, seed: seed)
    var training: [Int] = []
    var validation: [Int] = []
    for (index, fingerprint) in fingerprints.enumerated() {
      if drawn.contains(fingerprint) {
        validation.append(index)
      } else {
        training.append(index)
      }
    }
    self.training = training
    self.validation = validation
  }

  /// Draws distinct sentences with at most `wanted` pairs in total, but never all sentences.
  private static func draw(
    _ wanted: Int, from fingerprints: [SentenceFingerprint], seed: UInt64
  ) -> Set<SentenceFingerprint> {
    var pairs: [SentenceFingerprint: Int] = [:]
    for fingerprint in fingerprints { pairs[fingerprint, default: 0] += 1 }
    guard wanted > 0, pairs.count > 1 else { return [] }

    // Sorted first, because a dictionary's order differs from run to run.
    var order = pairs.keys.sorted { $0.value < $1.value }
    var generator = SeededGenerator(seed: seed, stream: 0x73_706C_6974)
    generator.shuffle(&order)
    var drawn: Set<SentenceFingerprint> = []
    var count = 0
    for sentence in order where drawn.count < pairs.count - 1 {
      let more = pairs[sentence, default: 0]
      if count + more <= wanted {
        drawn.insert(sentence)
        count += more
      }
    }
    let rarest = order.min { pairs[$0, default: 0] < pairs[$1, default: 0] }
    if drawn.isEmpty, let rarest { drawn.insert(rarest) }
    return drawn
  }
}

/// A 64-bit hash of a sentence's UTF-8, the same on every machine.
///
/// Among a million sentences, the probability that any two share a fingerprint is 3 in 100 million;
/// they would go to the same part of a split, which does no harm.
package struct SentenceFingerprint: Hashable, Sendable {
  let value: UInt64

  init(value: UInt64) { self.value = value }

  /// Computes the fingerprint of a sentence from its exact UTF-8.
  package init(_ sentence: String) {
    // Mixed so that neighbours lie far apart.
    value = SeededGenerator.mix(ByteHash.value(of: sentence))
  }

  /// Computes the fingerprint of a sentence in its normalized form.
  static func normalizing(_ sentence: String) -> SentenceFingerprint {
    var hash = ByteHash()
    var isFirst = true
    Normalizer.forEachChunk(ofNormalized: sentence) { chunk in
      if !isFirst { hash.add(Normalizer.space) }
      isFirst = false
      hash.add(chunk)
    }
    return SentenceFingerprint(value: SeededGenerator.mix(hash.value))
  }
}

/// Counts the validation pairs whose source sentence is also trained on.
///
/// If there are any, validation scores are too good to be trusted. Of the pairs to train on nothing is kept.
package struct SourceLeaks {
  private let validation: [SentenceFingerprint]
  private let wanted: Set<SentenceFingerprint>
  private var known: Set<SentenceFingerprint> = []

  /// Begins with the source sentences of the validation pairs.
  package init(into validation: [SentenceFingerprint]) {
    self.validation = validation
    wanted = Set(validation)
  }

  /// Adds the source sentence of a training pair.
  package mutating func add(_ sentence: SentenceFingerprint) {
    if wanted.contains(sentence) { known.insert(sentence) }
  }

  /// The number of such validation pairs.
  package var count: Int { validation.count { known.contains($0) } }
}
