/// The random source of the grammar: SplitMix64 (Steele, Lea and Flood, 2014), the same everywhere.
struct Sampler: Sendable {
  private var state: UInt64

  /// A sampler seeded by a name (FNV-1a): each template draws from a stream of its own, which other templates
  /// do not change.
  init(seed name: String) {
    state = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    precondition(!elements.isEmpty, "Nothing to pick from.")
    return elements[index(below: elements.count)]
  }

  mutating func pick<Element>(_ elements: Element...) -> Element {
    pick(elements)
  }

  mutating func chance(_ percent: Int) -> Bool {
    index(below: 100) < percent
  }

  /// Shuffles an array (Fisher–Yates).
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}
