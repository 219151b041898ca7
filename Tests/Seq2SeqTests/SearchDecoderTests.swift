import NeuralNetwork
import Testing

@testable import Seq2Seq

/// The search knows nothing of networks: it works with a made-up model, too.
@Suite struct SearchDecoderTests {
  /// A model without weights: a table gives log p of the next token after the last one.
  struct TableModel: SearchModel {
    /// For each last token, p of every next one.
    let table: [[Double]]
    var vocabulary: Int { table.count }

    func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
      TableDecoder(table: table, rows: batch.count)
    }
  }

  struct TableDecoder: SearchDecoder {
    let table: [[Double]]
    var rows: Int
    let workspace = Workspace()

    mutating func logProbabilities(
      after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
    ) -> Matrix {
      #expect(tokens.count == rows)
      workspace.reset()
      let result = workspace.matrix(rows, table.count)
      for (row, token) in tokens.enumerated() {
        for next in table.indices { result[row, next] = Float(log2(table[Int(token)][next])) }
      }
      strike(result)
      return result
    }

    mutating func select(_ rows: [Int], sentences: [Int]) { self.rows = rows.count }

    /// Exact for the powers of two of the table, -infinity of 0.
    private func log2(_ p: Double) -> Double { p > 0 ? Double(p.exponent) : -.infinity }
  }

  /// Token 1 begins, token 2 ends.
  ///
  /// After 3, the likeliest token is the end; after 4, every next token is certain.
  private let model = TableModel(table: [
    [0, 0, 1, 0, 0], [0, 0, 0, 0.5, 0.25], [0, 0, 1, 0, 0],
    [0.125, 0, 0.125, 0.125, 0.125], [0, 0, 1, 0, 0],
  ])

  private func search(_ options: SearchOptions, prefixes: [[Int32]] = []) -> [[Hypothesis]] {
    BeamSearch(model, options: options, start: 1, end: 2)
      .translate(SourceBatch([[3], [4, 4]]), prefixes: prefixes)
  }

  @Test func greedySearchTakesTheLikeliestToken() {
    var options = SearchOptions()
    options.beam = 1
    for found in search(options).map({ $0[0] }) {
      #expect(found.tokens.first == 3)
      #expect(found.logProbability < -2)
    }
  }

  @Test func aBeamFindsTheSurerWay() {
    var options = SearchOptions()
    options.beam = 3
    options.lengthPenalty = 0
    for found in search(options).map({ $0[0] }) {
      #expect(found.tokens == [4])
      #expect(found.logProbability == -2)
      #expect(found.isFinished)
    }
  }

  @Test func prefixesAreHeldTo() {
    var options = SearchOptions()
    options.beam = 3
    options.lengthPenalty = 0
    let found = search(options, prefixes: [[3, 4], []])
    #expect(found[0][0].tokens == [3, 4])
    #expect(found[1][0].tokens == [4])
  }

  /// An ensemble of two such models finds what one does, since their mean is the same.
  @Test func ensemblesNeedNoNetwork() {
    var options = SearchOptions()
    options.beam = 3
    let one = search(options)
    let two = BeamSearch(Ensemble(members: [model, model]), options: options, start: 1, end: 2)
      .translate(SourceBatch([[3], [4, 4]]))
    #expect(one.map { $0.map(\.tokens) } == two.map { $0.map(\.tokens) })
  }
}
