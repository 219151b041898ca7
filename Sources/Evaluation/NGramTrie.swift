/// The n-grams of a segment's references, against which a hypothesis is matched.
///
/// A trie whose edges are in one hash table: the n-gram of a node continued by a token is the
/// node's child. A key is node and token in 64 bits, so equal keys are equal n-grams and no
/// collision can change a count. Reused for all segments of a corpus, without clearing: whatever
/// belongs to an earlier segment carries an older stamp.
struct NGramTrie {
  private var keys = [UInt64](repeating: 0, count: 4096)
  private var children = [UInt32](repeating: 0, count: 4096)
  private var stamps = [UInt32](repeating: 0, count: 4096)
  private var stamp: UInt32 = 1

  /// For each node, how often its n-gram occurs in the reference where it is most frequent.
  private var referenceCounts: [Int32] = [0]
  /// For each node, its occurrences in the text being walked, valid if `walkOf` is this walk.
  private var counts: [Int32] = [0]
  private var walkOf: [Int32] = [0]
  private var walk: Int32 = 0

  /// Forgets all references.
  mutating func removeAll() {
    stamp += 1
    walk = 0
    referenceCounts.removeLast(referenceCounts.count - 1)
    counts.removeLast(counts.count - 1)
    walkOf.removeLast(walkOf.count - 1)
  }

  /// Adds a reference's n-grams up to `order`; of several references the highest count holds.
  mutating func insert(_ tokens: [UInt32], order: Int) {
    walk += 1
    for start in tokens.indices {
      var node: UInt32 = 0
      for token in tokens[start..<min(start + order, tokens.count)] {
        node = child(of: node, token: token)
        let count = countOccurrence(of: Int(node))
        referenceCounts[Int(node)] = max(referenceCounts[Int(node)], count)
      }
    }
  }

  /// For each order, how many n-grams of a hypothesis occur in a reference, each at most as often
  /// as there; `matches` is increased by them.
  mutating func countMatches(_ tokens: [UInt32], order: Int, into matches: inout [Int]) {
    walk += 1
    for start in tokens.indices {
      var node: UInt32 = 0
      for end in start..<min(start + order, tokens.count) {
        guard let next = existingChild(of: node, token: tokens[end]) else { break }
        node = next
        if countOccurrence(of: Int(node)) <= referenceCounts[Int(node)] {
          matches[end - start] += 1
        }
      }
    }
  }

  private mutating func countOccurrence(of node: Int) -> Int32 {
    if walkOf[node] != walk {
      walkOf[node] = walk
      counts[node] = 0
    }
    counts[node] += 1
    return counts[node]
  }

  private func existingChild(of node: UInt32, token: UInt32) -> UInt32? {
    let key = UInt64(node) << 32 | UInt64(token)
    var slot = firstSlot(of: key)
    while stamps[slot] == stamp {
      if keys[slot] == key { return children[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  private mutating func child(of node: UInt32, token: UInt32) -> UInt32 {
    let key = UInt64(node) << 32 | UInt64(token)
    var slot = firstSlot(of: key)
    while stamps[slot] == stamp {
      if keys[slot] == key { return children[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    let child = UInt32(referenceCounts.count)
    referenceCounts.append(0)
    counts.append(0)
    walkOf.append(0)
    fill(slot, key: key, child: child)
    if referenceCounts.count * 2 > keys.count { grow() }
    return child
  }

  private func firstSlot(of key: UInt64) -> Int {
    Int((key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
  }

  private mutating func fill(_ slot: Int, key: UInt64, child: UInt32) {
    keys[slot] = key
    children[slot] = child
    stamps[slot] = stamp
  }

  private mutating func grow() {
    let old = (keys, children, stamps)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    children = [UInt32](repeating: 0, count: keys.count)
    stamps = [UInt32](repeating: 0, count: keys.count)
    for index in old.0.indices where old.2[index] == stamp {
      var slot = firstSlot(of: old.0[index])
      while stamps[slot] == stamp { slot = (slot + 1) & (keys.count - 1) }
      fill(slot, key: old.0[index], child: old.1[index])
    }
  }
}
