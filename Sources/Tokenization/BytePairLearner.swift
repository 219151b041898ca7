/// Learns an alphabet and merges from counts of words.
///
/// Each round merges the most frequent pair of neighbouring pieces within words. Among equally frequent pairs, the one
/// with the lower id on the left comes first, then the one with the lower id on the right. Two overlapping occurrences
/// ("aaa") count as two. A pair is not merged if its text is a piece already or longer than
/// ``BytePairEncoding/maximumPieceLength``. So the result depends on the counts alone.
///
/// The counts of pairs are updated after each merge. The counts in the queue may be out of date: the count of a pair in
/// the queue only falls, so an outdated candidate is inserted again with its current count when it comes first.
struct BytePairLearner {
  private typealias Merge = BytePairEncoding.Merge

  private struct Candidate: Comparable {
    var count: Int
    var key: UInt64
    var pair: Int

    static func < (left: Self, right: Self) -> Bool {
      left.count != right.count ? left.count > right.count : left.key < right.key
    }
  }

  private struct Pair {
    var merge: Merge
    var count = 0
    /// The places of the left symbol, ascending; some may hold another symbol by now.
    var places: [Int32] = []
  }

  /// The symbols of all words, in linked lists: the id at each place, or -1 if it was merged into its neighbour.
  private var symbols: [Int32] = []
  private var next: [Int32] = []
  private var previous: [Int32] = []
  /// The count of the word that each place belongs to.
  private var weights: [Int] = []
  private var pairs: [Pair] = []
  private var pairIndices: [UInt64: Int] = [:]
  private var queue = BinaryHeap<Candidate>()
  private var texts = ByteStringTable()

  /// How many merges are learned between two calls that ask whether to continue.
  private static let mergesBetweenQuestions = 64

  /// Learns the alphabet and merges of a vocabulary of at most `vocabularySize` ids, all kinds together.
  ///
  /// The alphabet is the space, the marks, then the most frequent characters that together are the share
  /// `characterCoverage` of the text, by frequency, then by code point; at most as many as there is room for. Learning
  /// ends early when no pair occurs twice.
  static func learn(
    from counts: WordCounts, _ options: TokenizerOptions,
    _ progress: TokenizerTrainer.Progress = { _, _ in true }
  ) throws(TokenizerError) -> BytePairEncoding {
    let room = options.vocabularySize - Int(BytePairEncoding.firstCharacter)
    let characters = characters(of: counts, coverage: options.characterCoverage)
    let alphabet = Array(([" "] + options.marks.map(\.scalar) + characters).prefix(room))
    var learner = BytePairLearner(counts, alphabet: alphabet)
    let limit = options.mergesPieces ? room - alphabet.count : 0
    let merges = try learner.learn(limit: limit, progress)
    return try BytePairEncoding(alphabet: alphabet, merges: merges)
  }

  /// The characters with a piece of their own; neither the space nor marks.
  private static func characters(of counts: WordCounts, coverage: Double) -> [Unicode.Scalar] {
    var frequencies: [Unicode.Scalar: Int] = [:]
    for (place, count) in counts.counts.enumerated() {
      for scalar in String(decoding: counts.words[place], as: UTF8.self).unicodeScalars
      where scalar != " " && Mark(scalar) == nil {
        frequencies[scalar, default: 0] += count
      }
    }
    let sorted = frequencies.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    let wanted = Double(frequencies.values.reduce(0, +)) * coverage
    var covered = 0
    let frequent = sorted.prefix { _, frequency in
      defer { covered += frequency }
      return Double(covered) < wanted
    }
    return frequent.map(\.key)
  }

  // MARK: - Setting up

  private init(_ counts: WordCounts, alphabet: [Unicode.Scalar]) {
    var ids: [Unicode.Scalar: Int32] = [:]
    for (index, scalar) in alphabet.enumerated() {
      // A mark is never merged, like bytes.
      if Mark(scalar) == nil {
        ids[scalar] = BytePairEncoding.firstCharacter + Int32(index)
      }
      let character = Array(String(scalar).utf8)
      texts.insert(character.span)
    }
    for (place, count) in counts.counts.enumerated() {
      let word = String(decoding: counts.words[place], as: UTF8.self)
      append(word.unicodeScalars.map { ids[$0] }, weight: count)
    }
    for place in symbols.indices where next[place] >= 0 {
      increase(Int32(place), by: weights[place])
    }
    queue.fill(with: pairs.indices.compactMap { candidate($0) })
  }

  /// Appends the symbols of a word; what is never merged (nil: marks, and bytes of characters
  /// outside the alphabet) divides it.
  private mutating func append(_ word: [Int32?], weight: Int) {
    var last: Int32 = -1
    for symbol in word {
      guard let symbol else {
        last = -1
        continue
      }
      let place = Int32(symbols.count)
      symbols.append(symbol)
      previous.append(last)
      next.append(-1)
      weights.append(weight)
      if last >= 0 { next[Int(last)] = place }
      last = place
    }
  }

  // MARK: - Merging

  private mutating func learn(
    limit: Int, _ progress: TokenizerTrainer.Progress
  ) throws(TokenizerError) -> [Merge] {
    var merges: [Merge] = []
    var asked = -1
    while merges.count < limit, let best = queue.popFirst() {
      if merges.count / Self.mergesBetweenQuestions != asked {
        asked = merges.count / Self.mergesBetweenQuestions
        guard progress(merges.count, limit) else { throw .cancelled }
      }
      guard pairs[best.pair].count == best.count else {
        if let current = candidate(best.pair) { queue.insert(current) }
        continue
      }
      let merge = pairs[best.pair].merge
      guard let product = BytePairEncoding.insertProduct(of: merge, into: &texts) else { continue }
      merges.append(merge)
      let known = pairs.count
      join(best.pair, product)
      // Only pairs with the new piece have become more frequent.
      for pair in known..<pairs.count {
        if let candidate = candidate(pair) { queue.insert(candidate) }
      }
    }
    return merges
  }

  /// The candidate of a pair with its current count; nil if the pair does not occur twice.
  private func candidate(_ pair: Int) -> Candidate? {
    let count = pairs[pair].count
    return count < 2 ? nil : Candidate(count: count, key: pairs[pair].merge.key, pair: pair)
  }

  private mutating func join(_ pair: Int, _ product: Int32) {
    let merge = pairs[pair].merge
    let places = pairs[pair].places
    pairs[pair].places = []
    for place in places {
      let left = Int(place)
      guard symbols[left] == merge.left, next[left] >= 0 else { continue }
      let right = Int(next[left])
      guard symbols[right] == merge.right else { continue }
      let before = previous[left]
      let weight = weights[left]
      if before >= 0 { increase(before, by: -weight) }
      if next[right] >= 0 { increase(Int32(right), by: -weight) }
      symbols[left] = product
      symbols[right] = -1
      next[left] = next[right]
      if next[left] >= 0 { previous[Int(next[left])] = place }
      if before >= 0 { increase(before, by: weight) }
      if next[left] >= 0 { increase(place, by: weight) }
    }
    pairs[pair].count = 0
  }

  /// Adds `weight`, which may be negative, to the count of the pair of the symbol at `place` and the next one.
  private mutating func increase(_ place: Int32, by weight: Int) {
    let left = Int(place)
    let merge = Merge(left: symbols[left], right: symbols[Int(next[left])])
    let pair: Int
    if let known = pairIndices[merge.key] {
      pair = known
    } else {
      pair = pairs.count
      pairIndices[merge.key] = pair
      pairs.append(Pair(merge: merge))
    }
    pairs[pair].count += weight
    if weight > 0 { pairs[pair].places.append(place) }
  }
}
