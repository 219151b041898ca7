internal import Formatting

/// The pairs of several sources, one after the other.
public struct CombinedPairs: PairSource {
  /// The sources, in the order in which they are read.
  public let sources: [any PairSource]
  private let chosenLanguages: LanguagePair?

  /// Creates a source from others.
  ///
  /// - Parameters:
  ///   - sources: the sources, in the order in which they are read.
  ///   - languages: the languages of all of them; nil: those that they name, which must be the same.
  public init(_ sources: [any PairSource], languages: LanguagePair? = nil) {
    self.sources = sources
    chosenLanguages = languages
  }

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
  private(set) var notes: [CorpusNote] = []

  init(_ sources: [any PairSource]) { rest = sources[...] }

  mutating func next() throws(CorpusError) -> PairFinding? {
    while true {
      if pass == nil {
        guard let source = rest.popFirst() else { return nil }
        pass = try source.makePass()
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
