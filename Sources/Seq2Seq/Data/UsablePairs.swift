/// The usable pairs of a source, one after the other, and a count of all that is left out.
///
///     let pairs = try UsablePairs(of: source)
///     while let pair = try pairs.next() { … }
///     print(pairs.report)
public final class UsablePairs {
  /// What was found so far; complete once ``next()`` has returned nil.
  public private(set) var report = CorpusReport()
  private let name: String
  private var pass: any PairPass

  /// Starts a pass over a source.
  ///
  /// - Throws: ``CorpusError`` if there is nothing that could be read.
  public init(of source: any PairSource) throws(CorpusError) {
    name = source.name
    pass = try source.makePass()
  }

  /// Reads on to the next usable pair.
  ///
  /// - Returns: the pair, or nil at the end of the source.
  /// - Throws: ``CorpusError`` if the source cannot be read on. That there was no usable pair at all is known
  ///   and thrown at the end only.
  public func next() throws(CorpusError) -> SentencePair? {
    while let finding = try pass.next() {
      switch finding {
      case .pair(let pair):
        guard let fault = pair.fault else {
          report.addPair(at: pair.origin)
          return pair
        }
        report.add(fault, at: pair.origin)
      case .fault(let fault, let origin):
        report.add(fault, at: origin)
      }
    }
    if report.pairs == 0 { throw .noUsablePairs(name: name, report: report) }
    return nil
  }

  /// Reads the next usable pairs.
  ///
  /// - Parameter most: how many pairs are read, unless the source ends before.
  /// - Returns: the pairs; none at the end of the source.
  /// - Throws: ``CorpusError``, as ``next()`` does.
  public func next(most: Int) throws(CorpusError) -> [SentencePair] {
    var pairs: [SentencePair] = []
    while pairs.count < most, let pair = try next() { pairs.append(pair) }
    return pairs
  }
}

/// A pass has a place in its source, which two tasks cannot share.
@available(*, unavailable)
extension UsablePairs: Sendable {}
