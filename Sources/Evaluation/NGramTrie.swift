/// The n-grams of a segment's references, against which a hypothesis is matched.
///
/// A trie whose edges are in one open-addressing hash table: the n-gram of a node continued by a
/// token is the node's child. A key is node and token in 64 bits, so equal keys are equal n-grams
/// and no collision can change a count. Reused for all segments of a corpus without clearing:
/// whatever belongs to an earlier segment carries an older stamp.
struct NGramTrie {
  /// An edge of the trie.
  private struct Edge {
    var key: UInt64 = 0
    var child: UInt32 = 0
    var stamp: UInt32 = 0
  }

  /// An n-gram.
  private struct Node {
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
  private var edges = [Edge](repeating: Edge(), count: 4096)
  private var nodes = [Node](repeating: Node(), count: 2048)
  /// The nodes in use; the first is the root.
  private var nodeCount = 1
  private var stamp: UInt32 = 1
  private var walk: Int32 = 0

  /// Forgets all references.
  mutating func removeAll() {
    stamp += 1
    nodeCount = 1
  }

  /// Adds a reference's n-grams up to `order`; of several references the highest count holds.
  mutating func insert(_ tokens: [UInt32], order: Int) {
    makeRoom(for: tokens.count * order)
    walk += 1
    let (walk, stamp) = (walk, stamp)
    var nodeCount = nodeCount
    edges.withUnsafeMutableBufferPointer { edges in
      nodes.withUnsafeMutableBufferPointer { nodes in
        for start in tokens.indices {
          var node = 0
          for end in start..<min(start + order, tokens.count) {
            let key = Self.key(node: node, token: tokens[end])
            let slot = Self.slot(of: key, stamp: stamp, in: UnsafeBufferPointer(edges))
            if edges[slot].stamp != stamp {
              edges[slot] = Edge(key: key, child: UInt32(nodeCount), stamp: stamp)
              nodes[nodeCount] = Node()
              nodeCount += 1
            }
            node = Int(edges[slot].child)
            let count = nodes[node].countOccurrence(in: walk)
            nodes[node].referenceCount = max(nodes[node].referenceCount, count)
          }
        }
      }
    }
    self.nodeCount = nodeCount
  }

  /// For each order, adds to `matches` how many n-grams of a hypothesis occur in a reference, each
  /// at most as often as there.
  mutating func countMatches(_ tokens: [UInt32], order: Int, into matches: inout [Int]) {
    walk += 1
    let (walk, stamp) = (walk, stamp)
    edges.withUnsafeBufferPointer { edges in
      nodes.withUnsafeMutableBufferPointer { nodes in
        for start in tokens.indices {
          var node = 0
          for end in start..<min(start + order, tokens.count) {
            let key = Self.key(node: node, token: tokens[end])
            let edge = edges[Self.slot(of: key, stamp: stamp, in: edges)]
            guard edge.stamp == stamp else { break }
            node = Int(edge.child)
            if nodes[node].countOccurrence(in: walk) <= nodes[node].referenceCount {
              matches[end - start] += 1
            }
          }
        }
      }
    }
  }

  private static func key(node: Int, token: UInt32) -> UInt64 {
    UInt64(node) << 32 | UInt64(token)
  }

  /// Where the edge with a key is, or the free place where it belongs.
  private static func slot(
    of key: UInt64, stamp: UInt32, in edges: UnsafeBufferPointer<Edge>
  ) -> Int {
    var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (edges.count - 1)
    while edges[slot].stamp == stamp, edges[slot].key != key {
      slot = (slot + 1) & (edges.count - 1)
    }
    return slot
  }

  /// Makes the tables large enough for `count` more nodes.
  private mutating func makeRoom(for count: Int) {
    let needed = nodeCount + count
    guard needed > nodes.count else { return }
    let old = edges
    var capacity = nodes.count
    while capacity < needed { capacity *= 2 }
    nodes += [Node](repeating: Node(), count: capacity - nodes.count)
    edges = [Edge](repeating: Edge(), count: 2 * capacity)
    for edge in old where edge.stamp == stamp {
      let slot = edges.withUnsafeBufferPointer { Self.slot(of: edge.key, stamp: stamp, in: $0) }
      edges[slot] = edge
    }
  }
}
