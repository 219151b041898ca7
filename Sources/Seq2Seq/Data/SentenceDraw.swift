/// Draws source sentences to validate on from a corpus of any size, in memory for those that are drawn.
///
/// Each sentence has a random place, which depends only on the seed and on its text; the first ones are drawn. All pairs
/// of a sentence are drawn or none, as in ``CorpusSplit``, which orders all sentences in memory.
struct SentenceDraw {
  private let wanted: Int
  private let seed: UInt64
  /// The pairs of the first sentences, by their places.
  private var pairs: [UInt64: Int] = [:]
  /// Sentences from this place on are not needed.
  private var end = UInt64.max

  /// Draws sentences with at most `wanted` pairs in total, but at least one sentence.
  init(_ wanted: Int, seed: UInt64) {
    self.wanted = max(wanted, 1)
    self.seed = SeededGenerator.mix(seed &+ 0x73_706C_6974)
  }

  private func place(_ sentence: SentenceFingerprint) -> UInt64 {
    SeededGenerator.mix(sentence.value ^ seed)
  }

  /// Counts a pair of a sentence.
  mutating func add(_ sentence: SentenceFingerprint) {
    let place = place(sentence)
    if place >= end { return }
    pairs[place, default: 0] += 1
    // Of every sentence there is a pair at least, so that no more than `wanted` can be drawn; one more is left in training.
    if pairs.count > 2 * wanted + 64 {
      let places = pairs.keys.sorted()
      end = places[wanted + 1]
      for place in places[(wanted + 1)...] { pairs[place] = nil }
    }
  }

  /// Tells which sentences are drawn; none if there is only one.
  var drawn: (SentenceFingerprint) -> Bool {
    var places: Set<UInt64> = []
    var count = 0
    for (place, more) in pairs.sorted(by: { $0.key < $1.key })
    where places.count < pairs.count - 1 && count + more <= wanted {
      places.insert(place)
      count += more
    }
    if places.isEmpty, pairs.count > 1,
      let rarest = pairs.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    {
      places.insert(rarest.key)
    }
    return { [self] in places.contains(place($0)) }
  }
}
