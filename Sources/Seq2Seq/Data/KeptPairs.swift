/// The pairs of a source without some of them.
struct KeptPairs: PairSource {
  let base: any PairSource
  /// The usable pairs to leave out.
  let leftOut: PairSet

  var name: String { base.name }
  var languages: LanguagePair? { base.languages }
  var isRepeatable: Bool { base.isRepeatable }

  func makePass() throws(CorpusError) -> any PairPass {
    Pass(base: try base.makePass(), leftOut: leftOut)
  }

  private struct Pass: PairPass {
    var base: any PairPass
    let leftOut: PairSet
    var number = 0

    var notes: [CorpusNote] { base.notes }

    mutating func next() throws(CorpusError) -> PairFinding? {
      while let finding = try base.next() {
        guard case .pair(let pair) = finding, pair.fault == nil else { return finding }
        number += 1
        if !leftOut.contains(number - 1) { return finding }
      }
      return nil
    }
  }
}
