internal import Formatting

/// The pairs of several sources, one after the other.
public struct CombinedPairs: PairSource {
  /// The sources, in the order in which they are read.
  public let sources: [any PairSource]
  /// How many times an epoch of a training has the pairs of each source; see ``init(_:weights:languages:)``.
  public let weights: [Double]
  private let chosenLanguages: LanguagePair?

  /// Creates a source from others.
  ///
  /// - Parameters:
  ///   - sources: the sources, in the order in which they are read.
  ///   - weights: how many times an epoch of a training has the pairs of each source, above 0; the others' weight is 1.
  ///     Of a weight with a fraction, pairs are drawn, other ones in each epoch: at 0.25 every pair comes in one epoch of four.
  ///   - languages: the languages of all of them; nil: those that they name, which must be the same.
  public init(
    _ sources: [any PairSource], weights: [Double] = [], languages: LanguagePair? = nil
  ) {
    precondition(
      weights.count <= sources.count && weights.allSatisfy { $0 > 0 && $0 <= Self.mostWeight },
      "one weight per source, above 0 and at most \(Self.mostWeight)")
    self.sources = sources
    self.weights = weights + [Double](repeating: 1, count: sources.count - weights.count)
    chosenLanguages = languages
  }

  /// The largest weight of a source.
  public static let mostWeight = 1_000.0

  /// The name of the first source, and how many follow.
  public var name: String {
    guard let first = sources.first else { return "no files" }
    let more = sources.count - 1
    return more == 0 ? first.name : "\(first.name) and \(more.grouped) more"
  }

  /// The languages given, or those of the first source that names any.
  public var languages: LanguagePair? {
    chosenLanguages ?? sources.lazy.compactMap(\.languages).first
  }

  /// Whether all sources are.
  public var isRepeatable: Bool { sources.allSatisfy(\.isRepeatable) }

  /// Starts a pass over all pairs; units are numbered through.
  ///
  /// - Returns: the pass, before the first pair of the first source.
  /// - Throws: ``CorpusError`` if the first source cannot be opened, or if two sources name different languages and none
  ///   were given.
  public func makePass() throws(CorpusError) -> any PairPass {
    if chosenLanguages == nil { try checkLanguages() }
    return CombinedPass(sources)
  }

  private func checkLanguages() throws(CorpusError) {
    var known: (name: String, languages: LanguagePair)?
    for source in sources {
      guard let languages = source.languages else { continue }
      if let known, known.languages != languages {
        throw .languagesDiffer(
          name: known.name, known.languages, other: source.name, languages)
      }
      known = known ?? (source.name, languages)
    }
  }
}

private struct CombinedPass: PairPass {
  private var rest: ArraySlice<any PairSource>
  private var pass: (any PairPass)?
  private var count = 0
  /// The number of the source that is read.
  private var number = -1
  private(set) var notes: [CorpusNote] = []

  init(_ sources: [any PairSource]) { rest = sources[...] }

  mutating func next() throws(CorpusError) -> PairFinding? {
    while true {
      if pass == nil {
        guard let source = rest.popFirst() else { return nil }
        pass = try source.makePass()
        number += 1
      }
      if let finding = try pass?.next() {
        count += 1
        return numbered(finding)
      }
      notes += pass?.notes ?? []
      pass = nil
    }
  }

  /// The finding with its number among those of all sources; its place in its own stays as its line.
  private func numbered(_ finding: PairFinding) -> PairFinding {
    func numbered(_ origin: PairOrigin) -> PairOrigin {
      var origin = origin
      if origin.unit == .line, origin.line == nil { origin.line = origin.number }
      origin.number = count
      origin.source = number
      return origin
    }
    switch finding {
    case .pair(var pair):
      pair.origin = numbered(pair.origin)
      return .pair(pair)
    case .fault(let fault, let origin): return .fault(fault, numbered(origin))
    }
  }
}
