import Charts
import Formatting
import Seq2Seq
import Tokenization

/// Describes the frequencies of tokens and runs of tokens, as text, as JSON and as a picture.
struct NgramDescription {
  private let sides: [(name: String, lengths: [NgramFrequencies])]

  init(_ ngrams: CorpusNgrams) {
    sides = [("source", ngrams.source), ("target", ngrams.target)]
  }

  /// A heading for each side and length, and a row for each n-gram.
  var lines: [String] {
    sides.flatMap { side in side.lengths.flatMap { [""] + lines(of: $0, side.name) } }
  }

  private func lines(of ngrams: NgramFrequencies, _ side: String) -> [String] {
    let heading = """
      \(side) \(Self.name(of: ngrams.length)): \(ngrams.total.grouped) in all, \
      \(ngrams.counts.count.grouped) distinct, \(ngrams.once.grouped) of them once
      """
    let rows = ngrams.mostFrequent.map { ngram in
      let share = 100 * Double(ngram.count) / Double(max(ngrams.total, 1))
      return ngram.count.grouped.rightAligned(in: 12) + share.fixed(2).rightAligned(in: 8) + " %  "
        + ngram.tokens.joined(separator: " ")
    }
    return [heading] + coverage(ngrams) + rows
  }

  /// How large a vocabulary of whole words would have to be.
  private func coverage(_ ngrams: NgramFrequencies) -> [String] {
    guard ngrams.length == 1 else { return [] }
    let parts = Self.shares.map { "\($0) % of all are the \(Self.count(ngrams, $0).grouped)" }
    return ["  " + parts.joined(separator: ", ") + " most frequent"]
  }

  private static let shares = [90, 95, 99]

  private static func count(_ ngrams: NgramFrequencies, _ percent: Int) -> Int {
    ngrams.coverage(Double(percent) / 100)
  }

  private static func name(of length: Int) -> String {
    switch length {
    case 1: "tokens"
    case 2: "bigrams"
    case 3: "trigrams"
    default: "\(length)-grams"
    }
  }

  /// By Zipf's law, nearly straight lines.
  var chart: LineChart {
    let series = sides.flatMap { side in
      side.lengths.map { ngrams in
        LineChart.Series(
          "\(side.name) \(Self.name(of: ngrams.length))",
          ngrams.curve.map { .init(Double($0.rank), Double($0.count)) })
      }
    }
    return LineChart(
      "Frequencies by rank", x: "rank", y: "frequency", xScale: .logarithmic,
      yScale: .logarithmic, series)
  }

  // MARK: - JSON

  /// For each side a list: n-grams of one token, of two, and so on.
  var json: JSONValue {
    .object(sides.map { ($0.name, .array($0.lengths.map(json))) })
  }

  private func json(_ ngrams: NgramFrequencies) -> JSONValue {
    .object([
      ("length", .integer(ngrams.length)), ("total", .integer(ngrams.total)),
      ("distinct", .integer(ngrams.counts.count)), ("once", .integer(ngrams.once)),
      (
        "coverage",
        .object(Self.shares.map { ("\($0)", .integer(Self.count(ngrams, $0))) })
      ),
      ("most_frequent", .array(ngrams.mostFrequent.map(json))),
      ("curve", .array(ngrams.curve.map { .array([.integer($0.rank), .integer($0.count)]) })),
    ])
  }

  private func json(_ ngram: NgramFrequencies.Ngram) -> JSONValue {
    .object([
      ("tokens", .array(ngram.tokens.map { .string($0) })), ("count", .integer(ngram.count)),
    ])
  }
}
