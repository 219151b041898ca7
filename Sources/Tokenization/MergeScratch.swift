/// Working memory for encoding a word: a linked list of symbols, and the possible merges.
///
/// It is reused from word to word, so that encoding allocates nothing.
struct MergeScratch {
  /// The symbol at each place; a symbol that was merged into the previous one is no longer linked.
  private var symbols: [Int32] = []
  private var next: [Int32] = []
  private var previous: [Int32] = []
  /// The piece that the symbol at each place and the next one can be merged into, or -1.
  private var products: [Int32] = []
  /// The possible merges, some of them outdated: the product in the upper half, the place in the lower half.
  ///
  /// So the merge learned first comes first, and its leftmost occurrence before the others.
  private var candidates = BinaryHeap<UInt64>()
  private var dropped: [UInt64] = []

  mutating func removeAll() {
    symbols.removeAll(keepingCapacity: true)
    candidates.removeAll()
  }

  mutating func append(_ symbol: Int32) { symbols.append(symbol) }

  mutating func merge(products table: [UInt64: Int32], isDropped: () -> Bool) {
    link()
    for place in 0..<Int32(symbols.count) { findProduct(at: place, in: table) }
    while let candidate = candidates.popFirst() {
      let place = Int32(truncatingIfNeeded: candidate)
      let product = Int32(truncatingIfNeeded: candidate >> 32)
      guard products[Int(place)] == product else { continue }
      if isDropped() {
        dropped.append(candidate)
        continue
      }
      join(place, product, in: table)
      for candidate in dropped { candidates.insert(candidate) }
      dropped.removeAll(keepingCapacity: true)
    }
    dropped.removeAll(keepingCapacity: true)
  }

  func appendSymbols(to ids: inout [Int32]) {
    var place: Int32 = symbols.isEmpty ? -1 : 0
    while place >= 0 {
      ids.append(symbols[Int(place)])
      place = next[Int(place)]
    }
  }

  private mutating func link() {
    let count = Int32(symbols.count)
    next.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    products.removeAll(keepingCapacity: true)
    for place in 0..<count {
      previous.append(place - 1)
      next.append(place + 1 < count ? place + 1 : -1)
      products.append(-1)
    }
  }

  private mutating func join(_ place: Int32, _ product: Int32, in table: [UInt64: Int32]) {
    let gone = Int(next[Int(place)])
    symbols[Int(place)] = product
    products[gone] = -1
    next[Int(place)] = next[gone]
    if next[gone] >= 0 { previous[Int(next[gone])] = place }
    findProduct(at: place, in: table)
    if previous[Int(place)] >= 0 { findProduct(at: previous[Int(place)], in: table) }
  }

  private mutating func findProduct(at place: Int32, in table: [UInt64: Int32]) {
    let following = next[Int(place)]
    guard following >= 0 else {
      products[Int(place)] = -1
      return
    }
    let pair = BytePairEncoding.Merge(
      left: symbols[Int(place)], right: symbols[Int(following)])
    let product = table[pair.key] ?? -1
    products[Int(place)] = product
    if product >= 0 { candidates.insert(UInt64(product) << 32 | UInt64(place)) }
  }
}
