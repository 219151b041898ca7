internal import Tokenization

/// The probability that a source token is translated by a target token, learned from sentence pairs.
///
/// This is IBM Model 1 (Brown, Della Pietra, Della Pietra & Mercer 1993).
struct TokenTranslations {
  /// Two tokens that occur in the same pair, and the probability of the target token given the source token.
  private struct Link {
    var source, target: Int32
    var probability: Float
  }

  /// Sorted by source, then target token; the last source token is the empty one, for tokens without a source.
  private var links: [Link] = []
  /// Where each source token's links begin; the last entry is the end of all links.
  private var starts: [Int] = []
  private let sourceVocabulary: Int

  /// Pairs beyond this many co-occurrences of tokens are left out, to limit memory to 96 MB; the likeliest
  /// translations are found long before.
  private static let mostMeetings = 8_000_000

  init(
    _ pairs: some PairStore, sourceVocabulary: Int, iterations: Int = 4,
    _ observer: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    self.sourceVocabulary = sourceVocabulary
    let sentences = Self.sentences(pairs, empty: Int32(sourceVocabulary))
    var keys: [UInt64] = []
    for pair in sentences {
      for source in pair.source {
        for target in pair.target { keys.append(Self.key(source, target)) }
      }
    }
    try observer.check(.learningTranslations, 0, of: iterations)
    keys.sort()
    for key in keys where links.isEmpty || Self.key(links[links.count - 1]) != key {
      let source = Int32(key >> 32)
      while starts.count <= Int(source) { starts.append(links.count) }
      links.append(Link(source: source, target: Int32(truncatingIfNeeded: key), probability: 1))
    }
    while starts.count <= sourceVocabulary + 1 { starts.append(links.count) }
    // Looked up once, because that takes longer than all else.
    var places: [Int32] = []
    for pair in sentences {
      for target in pair.target {
        for source in pair.source { places.append(Int32(place(source, target))) }
      }
    }
    for iteration in 0..<iterations {
      try observer.check(.learningTranslations, iteration, of: iterations)
      improve(sentences, places)
    }
    try observer.check(.learningTranslations, iterations, of: iterations)
  }

  /// The index of the link of two tokens that occur together, by binary search.
  private func place(_ source: Int32, _ target: Int32) -> Int {
    var (low, high) = (starts[Int(source)], starts[Int(source) + 1])
    while high - low > 1 {
      let middle = (low + high) / 2
      if links[middle].target <= target { low = middle } else { high = middle }
    }
    return low
  }

  /// One iteration of expectation maximisation; `places` are the links of all meetings in the sentences, in order.
  private mutating func improve(
    _ sentences: [(source: [Int32], target: [Int32])], _ places: [Int32]
  ) {
    var counts = [Float](repeating: 0, count: links.count)
    var first = 0
    for pair in sentences {
      for _ in pair.target {
        let meetings = places[first..<first + pair.source.count]
        first += pair.source.count
        let sum = meetings.reduce(0) { $0 + links[Int($1)].probability }
        for place in meetings { counts[Int(place)] += links[Int(place)].probability / sum }
      }
    }
    var totals = [Float](repeating: 0, count: sourceVocabulary + 1)
    for (link, count) in zip(links, counts) { totals[Int(link.source)] += count }
    for place in links.indices {
      links[place].probability = counts[place] / max(totals[Int(links[place].source)], 1e-30)
    }
  }

  /// The `count` likeliest translations of every source token, the likeliest first; -1 if there are fewer.
  func best(_ count: Int) -> [Int32] {
    var result = [Int32](repeating: -1, count: sourceVocabulary * count)
    for source in 0..<sourceVocabulary {
      let ranked = links[starts[source]..<starts[source + 1]].sorted {
        ($1.probability, $0.target) < ($0.probability, $1.target)
      }
      for (rank, link) in ranked.prefix(count).enumerated() {
        result[source * count + rank] = link.target
      }
    }
    return result
  }

  private static func sentences(
    _ pairs: some PairStore, empty: Int32
  ) -> [(source: [Int32], target: [Int32])] {
    var meetings = 0
    var result: [(source: [Int32], target: [Int32])] = []
    for index in 0..<pairs.count {
      let pair = pairs[index]
      meetings += (pair.source.count + 1) * pair.target.count
      if meetings > mostMeetings { break }
      result.append((Set(pair.source).sorted() + [empty], pair.target))
    }
    return result
  }

  private static func key(_ source: Int32, _ target: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: target))
  }

  private static func key(_ link: Link) -> UInt64 { key(link.source, link.target) }
}

extension Shortlist {
  /// Learns the translations of tokens from the first sentence pairs, and which tokens are frequent from counts of all.
  package init(
    learnedFrom pairs: some PairStore, sourceVocabulary: Int, targetCounts counts: [Int],
    _ observer: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    translations = try TokenTranslations(pairs, sourceVocabulary: sourceVocabulary, observer).best(
      Self.width)
    let ranked = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    frequent = ranked.prefix(Self.frequentTokens).map(Int32.init)
  }
}
