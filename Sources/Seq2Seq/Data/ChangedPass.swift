/// A pass over the pairs of another one, each of which is changed; faults stay.
struct ChangedPass: PairPass {
  private var base: any PairPass
  private let change: (inout SentencePair) -> Void

  init(over base: any PairPass, _ change: @escaping (inout SentencePair) -> Void) {
    self.base = base
    self.change = change
  }

  var notes: [CorpusNote] { base.notes }

  mutating func next() throws(CorpusError) -> PairFinding? {
    let finding = try base.next()
    guard case .pair(var pair) = finding else { return finding }
    change(&pair)
    return .pair(pair)
  }
}
