/// Reads the usable pairs of a source one by one, and counts all that is left out.
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
  /// - Parameter source: the source to read.
  /// - Throws: ``CorpusError`` if the source cannot be opened.
  public init(of source: any PairSource) throws(CorpusError) {
    name = source.name
    pass = try source.makePass()
  }

  /// Reads the next usable pair.
  ///
  /// - Returns: the pair, or nil at the end of the source.
  /// - Throws: ``CorpusError`` if reading fails, or, at the end, if there was no usable pair at all.
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
    report.notes = pass.notes
    if report.pairs == 0 { throw .noUsablePairs(name: name, report: report) }
    return nil
  }

  /// Reads the next usable pairs.
  ///
  /// - Parameter most: the number of pairs to read, unless the source ends first.
  /// - Returns: the pairs; none at the end of the source.
  /// - Throws: ``CorpusError``, as ``next()`` does.
  public func next(most: Int) throws(CorpusError) -> [SentencePair] {
    var pairs: [SentencePair] = []
    while pairs.count < most, let pair = try next() { pairs.append(pair) }
    return pairs
  }
}

/// A pass has a position in its source, which two tasks cannot share.
@available(*, unavailable)
extension UsablePairs: Sendable {}
