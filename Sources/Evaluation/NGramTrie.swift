/// The n-grams of a segment's references, against which a hypothesis is matched.
///
/// A trie whose edges are in one open-addressing hash table: the n-gram of a node continued by a
/// token is the node's child. A key is node and token in 64 bits, so equal keys are equal n-grams
/// and no collision can change a count. Reused for all segments of a corpus without clearing:
/// whatever belongs to an earlier segment carries an older stamp.
struct NGramTrie {
  /// An edge of the trie.
  struct Edge {
    var key: UInt64 = 0
    var child: UInt32 = 0
    var stamp: UInt32 = 0
  }

  /// An n-gram.
  struct Node {
    /// How often it occurs in the reference where it is most frequent.
    var referenceCount: Int32 = 0
    /// How often it occurred so far in the text that is walked, if `walk` is this walk.
    var count: Int32 = 0
    var walk: Int32 = 0

    /// Counts an occurrence, and returns how many there were in this walk.
    mutating func countOccurrence(in currentWalk: Int32) -> Int32 {
      count = walk == currentWalk ? count + 1 : 1
      walk = currentWalk
      return count
    }
  }

  /// At least twice as many as there are nodes, and a power of two.
  var edges = [Edge](repeating: Edge(), count: 4096)
  var nodes = [Node](repeating: Node(), count: 2048)
  /// The nodes in use; the first is the root.
  var nodeCount = 1
  private(set) var stamp: UInt32 = 1
  var walk: Int32 = 0

  /// Forgets all references.
  mutating func removeAll() {
    stamp += 1
    nodeCount = 1
  }

  static func key(node: Int, token: UInt32) -> UInt64 {
    UInt64(node) << 32 | UInt64(token)
  }

  /// Makes the tables large enough for `count` more nodes.
  mutating func makeRoom(for count: Int) {
    let needed = nodeCount + count
    guard needed > nodes.count else { return }
    let old = edges
    var capacity = nodes.count
    while capacity < needed { capacity *= 2 }
    nodes += [Node](repeating: Node(), count: capacity - nodes.count)
    edges = [Edge](repeating: Edge(), count: 2 * capacity)
    for edge in old where edge.stamp == stamp {
      let slot = slot(of: edge.key)
      edges[slot] = edge
    }
  }
}
