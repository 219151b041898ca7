/// A set of pairs, by their numbers from 0; it takes one bit for each pair there is.
struct PairSet: Hashable, Sendable {
  private var words: [UInt64]
  private(set) var count = 0

  /// An empty set of numbers below `bound`.
  init(below bound: Int = 0) { words = [UInt64](repeating: 0, count: (bound + 63) / 64) }

  var isEmpty: Bool { count == 0 }

  /// Numbers beyond the bound are in no set.
  func contains(_ number: Int) -> Bool {
    let word = number >> 6
    return word < words.count && words[word] >> (number & 63) & 1 == 1
  }

  mutating func insert(_ number: Int) {
    if contains(number) { return }
    words[number >> 6] |= 1 << (number & 63)
    count += 1
  }

  /// A hash of the numbers.
  var digest: UInt64 { words.reduce(0) { SeededGenerator.mix($0 ^ $1) } }

  /// Adds the numbers of a set with the same bound.
  mutating func formUnion(_ other: PairSet) {
    precondition(words.count == other.words.count)
    for place in words.indices { words[place] |= other.words[place] }
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// The numbers, ascending.
  var numbers: some Sequence<Int> {
    words.indices.lazy.filter { words[$0] != 0 }.flatMap { word in
      (0..<64).lazy.filter { words[word] >> $0 & 1 == 1 }.map { word << 6 | $0 }
    }
  }
}
