internal import Tokenization

/// What the first pass over a source has found.
struct CorpusSurvey {
  /// The same pairs, to be read again, without noise; in memory if the source can be read only once.
  var source: any PairSource
  /// What all pairs are like.
  let check: CorpusCheck
  /// The noise among the pairs, which is left out.
  let leftOut: PairSet
  /// What is kept of each pair, noise included.
  let records: PairRecords
  /// The text of the pairs, or of some of them, noise included.
  let sample: PairSample
  /// A digest of the text of all pairs, noise included.
  let digest: CorpusDigest
  /// What was learned from the pairs of the sample that are not noise.
  let learned: LearnedForms
  /// How many pairs are not noise.
  let count: Int
  /// As many of each source, if several are read one after the other.
  let sourceCounts: [Int]
  /// How many pairs that are not noise come before the first synthetic one.
  let genuine: Int
  /// Whether the sources of some synthetic pairs get a mark.
  let hasMarked: Bool

  /// Calls `body` with the number of each pair that is not noise, and the fingerprint of its source sentence.
  func forEachSource(_ body: (Int, SentenceFingerprint) -> Void) throws(TrainingError) {
    var kept = 0
    do {
      try records.forEach { number, entry in
        if leftOut.contains(number) { return }
        body(kept, entry.source)
        kept += 1
      }
    } catch { throw .file(error) }
  }

  /// The fingerprints of the source sentences of all pairs that are not noise.
  func sources() throws(TrainingError) -> [SentenceFingerprint] {
    var sources: [SentenceFingerprint] = []
    sources.reserveCapacity(count)
    try forEachSource { sources.append($1) }
    return sources
  }

  /// The places in the sample of pairs that are not noise, with the numbers of these pairs among all such pairs.
  var keptPlaces: [(place: Int, number: Int)] {
    var noise = Array(leftOut.numbers)[...]
    var removed = 0
    var places: [(place: Int, number: Int)] = []
    places.reserveCapacity(sample.count)
    for (place, number) in sample.numbers.enumerated() {
      while let first = noise.first, first < number {
        noise.removeFirst()
        removed += 1
      }
      if noise.first != number { places.append((place, number - removed)) }
    }
    return places
  }
}

/// What is learned from pairs before their words are counted.
struct LearnedForms {
  /// The characters of all source sentences.
  var characters = CharacterCounts()
  /// The share of pairs whose source has several sentences, to four decimals.
  var paragraphShare = 0.0
  /// The share of pairs that end with a mark on both sides.
  var markedEndShare = 0.0
  /// How the words of both sides are usually written; nil if case is not to be marked there.
  var knownForms: (source: KnownForms?, target: KnownForms?) = (nil, nil)
  /// What becomes marks in both sides of pairs; nil if nothing does.
  var marker: PairMarker?
}
