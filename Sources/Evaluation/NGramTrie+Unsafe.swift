// The walks through the trie, in which scoring spends its time.
//
// Indices are not checked: a slot is taken modulo the number of edges, and an edge's child is a node in use.

extension NGramTrie {
  /// Adds a reference's n-grams up to `order`; of several references, the highest count of an n-gram is kept.
  mutating func insert(_ tokens: [UInt32], order: Int) {
    makeRoom(for: tokens.count * order)
    walk += 1
    let (walk, stamp) = (walk, stamp)
    var nodeCount = nodeCount
    unsafe edges.withUnsafeMutableBufferPointer { edges in
      unsafe nodes.withUnsafeMutableBufferPointer { nodes in
        for start in tokens.indices {
          var node = 0
          for end in start..<min(start + order, tokens.count) {
            let key = Self.key(node: node, token: tokens[end])
            let slot = unsafe Self.slot(of: key, stamp: stamp, in: UnsafeBufferPointer(edges))
            if unsafe edges[slot].stamp != stamp {
              unsafe edges[slot] = Edge(key: key, child: UInt32(nodeCount), stamp: stamp)
              unsafe nodes[nodeCount] = Node()
              nodeCount += 1
            }
            node = unsafe Int(edges[slot].child)
            let count = unsafe nodes[node].countOccurrence(in: walk)
            unsafe nodes[node].referenceCount = max(nodes[node].referenceCount, count)
          }
        }
      }
    }
    self.nodeCount = nodeCount
  }

  /// Adds the number of matching n-grams of a hypothesis to `matches`, by order.
  ///
  /// Each n-gram counts at most as often as it occurs in a reference.
  mutating func countMatches(_ tokens: [UInt32], order: Int, into matches: inout [Int]) {
    walk += 1
    let (walk, stamp) = (walk, stamp)
    unsafe edges.withUnsafeBufferPointer { edges in
      unsafe nodes.withUnsafeMutableBufferPointer { nodes in
        for start in tokens.indices {
          var node = 0
          for end in start..<min(start + order, tokens.count) {
            let key = Self.key(node: node, token: tokens[end])
            let edge = unsafe edges[Self.slot(of: key, stamp: stamp, in: edges)]
            guard edge.stamp == stamp else { break }
            node = Int(edge.child)
            if unsafe nodes[node].countOccurrence(in: walk) <= nodes[node].referenceCount {
              matches[end - start] += 1
            }
          }
        }
      }
    }
  }

  /// The slot of the edge with a key, or the free slot where it belongs.
  static func slot(
    of key: UInt64, stamp: UInt32, in edges: UnsafeBufferPointer<Edge>
  ) -> Int {
    var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (edges.count - 1)
    while unsafe edges[slot].stamp == stamp, unsafe edges[slot].key != key {
      slot = (slot + 1) & (edges.count - 1)
    }
    return slot
  }

  /// The slot of a key in this trie's edges.
  func slot(of key: UInt64) -> Int {
    unsafe edges.withUnsafeBufferPointer { unsafe Self.slot(of: key, stamp: stamp, in: $0) }
  }
}
