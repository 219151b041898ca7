/// Pairs set aside for validation, such that no source sentence stands on both sides.
///
/// Sentences are drawn, not pairs: all translations of one source sentence go to the same side, so
/// validation measures translation and not memory. The draw depends on the sentences and the seed
/// only; the order of the pairs is kept in both parts.
public struct CorpusSplit: Hashable, Sendable {
  /// How much to set aside.
  public enum Size: Hashable, Sendable {
    /// A share of the pairs, from 0 to 1.
    case fraction(Double)
    /// A number of pairs.
    case count(Int)
  }

  /// Indices of the pairs to train on, ascending.
  public let training: [Int]
  /// Indices of the pairs to validate on, ascending.
  ///
  /// About as many as asked for and never more, save that at least one source sentence is drawn
  /// when any is asked for. One at least stays in training, so a corpus of one source sentence has
  /// no validation pairs.
  public let validation: [Int]

  /// Splits a corpus by its pairs' source sentences, given in order.
  ///
  /// Two sources are the same when their UTF-8 is; normalise them as training will see them.
  public init(sources: some Sequence<String>, validation size: Size, seed: UInt64) {
    self.init(fingerprints: sources.map(SentenceFingerprint.init), validation: size, seed: seed)
  }

  /// Splits a corpus of which only the fingerprints of the source sentences were kept.
  public init(fingerprints: [SentenceFingerprint], validation size: Size, seed: UInt64) {
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

  /// Draws distinct sentences that have at most `wanted` pairs between them, and are not all.
  private static func draw(
    _ wanted: Int, from fingerprints: [SentenceFingerprint], seed: UInt64
  ) -> Set<SentenceFingerprint> {
    var pairs: [SentenceFingerprint: Int] = [:]
    for fingerprint in fingerprints { pairs[fingerprint, default: 0] += 1 }
    guard wanted > 0, pairs.count > 1 else { return [] }

    // Sorting first makes the order independent of the dictionary's, which differs in every run.
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

/// Stands for a sentence by 64 bits of a hash of its UTF-8, the same on every machine.
///
/// In a million sentences the chance that any two share one is 3 in 100 million; then they go to
/// the same side of a split, which harms nothing.
public struct SentenceFingerprint: Hashable, Sendable {
  let value: UInt64

  /// The fingerprint of a sentence, of its exact UTF-8.
  public init(_ sentence: String) {
    // FNV-1a, then mixed so that neighbours lie far apart.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in sentence.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    value = SeededGenerator.mix(hash)
  }
}

extension CorpusSplit {
  /// How many validation pairs have a source sentence that is trained on too.
  ///
  /// More than none means the validation scores flatter the model: warn of it.
  public static func leaks(
    from training: some Sequence<SentenceFingerprint>,
    into validation: some Sequence<SentenceFingerprint>
  ) -> Int {
    let known = Set(training)
    return validation.count { known.contains($0) }
  }
}
