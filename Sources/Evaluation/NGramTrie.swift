/// The n-grams of a segment's references, with which a hypothesis is matched.
///
/// This is a trie: a node is an n-gram, and its child by a token is the n-gram continued by the token. The edges are in
/// one open-addressing hash table. A key consists of node and token in 64 bits, so equal keys mean equal n-grams, and
/// collisions cannot change a count. The trie is reused for all segments of a corpus without clearing its tables: edges
/// of earlier segments have an older stamp.
struct NGramTrie {
  /// An edge of the trie.
  struct Edge {
    var key: UInt64 = 0
    var child: UInt32 = 0
    var stamp: UInt32 = 0
  }

  /// An n-gram.
  struct Node {
    /// The highest number of its occurrences in a reference.
    var referenceCount: Int32 = 0
    /// The number of its occurrences so far in the walk with the number `walk`.
    var count: Int32 = 0
    var walk: Int32 = 0

    /// Counts an occurrence; returns their number in this walk so far.
    mutating func countOccurrence(in currentWalk: Int32) -> Int32 {
      count = walk == currentWalk ? count + 1 : 1
      walk = currentWalk
      return count
    }
  }

  /// The hash table; its size is a power of two and at least twice that of `nodes`.
  var edges = [Edge](repeating: Edge(), count: 4096)
  var nodes = [Node](repeating: Node(), count: 2048)
  /// The number of nodes in use; the first is the root.
  var nodeCount = 1
  private(set) var stamp: UInt32 = 1
  var walk: Int32 = 0

  /// Removes all references.
  mutating func removeAll() {
    stamp += 1
    nodeCount = 1
  }

  static func key(node: Int, token: UInt32) -> UInt64 {
    UInt64(node) << 32 | UInt64(token)
  }

  /// Grows the tables if needed for `count` more nodes.
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
