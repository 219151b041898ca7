/// Maps words to ids, so that equal words have equal ids in a whole corpus.
///
/// This is an open-addressing hash table over the scalars of all words in one buffer. Words are equal if their scalars
/// are: canonically equivalent spellings are different words, as in Python.
struct WordTable {
  private var scalars: [Unicode.Scalar] = []
  /// Word `id` is `scalars[ends[id]..<ends[id + 1]]`.
  private var ends: [Int] = [0]
  /// A word's id plus one, or 0 in a free slot; the number of slots is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1024)
  private var hashes: [UInt64] = []

  /// The ids of words.
  mutating func ids(of words: Words) -> [UInt32] {
    let text = words.text.span
    var ids: [UInt32] = []
    ids.reserveCapacity(words.ranges.count)
    for range in words.ranges { ids.append(id(of: text.extracting(range))) }
    return ids
  }

  /// The id of a word; a new word gets the next id.
  mutating func id(of word: Span<Unicode.Scalar>) -> UInt32 {
    let hash = Self.hash(word)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = Int(slots[slot]) - 1
      if hashes[id] == hash, isWord(id, equalTo: word) { return UInt32(id) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(word, hash: hash, slot: slot)
  }

  private func isWord(_ id: Int, equalTo word: Span<Unicode.Scalar>) -> Bool {
    let known = scalars.span.extracting(ends[id]..<ends[id + 1])
    guard known.count == word.count else { return false }
    for index in word.indices where word[index] != known[index] { return false }
    return true
  }

  private mutating func insert(
    _ word: Span<Unicode.Scalar>, hash: UInt64, slot: Int
  ) -> UInt32 {
    for index in word.indices { scalars.append(word[index]) }
    ends.append(scalars.count)
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return UInt32(hashes.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (id, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id + 1)
    }
  }

  /// Hashes a word by multiplication, and folds the high half, which depends on all scalars, into the low half.
  private static func hash(_ word: Span<Unicode.Scalar>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in word.indices {
      hash = (hash &+ UInt64(word[index].value)) &* 0xD6E8_FEB8_6659_FD93
    }
    return hash ^ hash >> 32
  }
}
