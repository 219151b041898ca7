import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Searches with every kind of cell: all of a hypothesis' state must follow it from row to row.
@Suite struct CellSearchTests {
  /// To the bit: tokens, log p and score.
  @Test(arguments: SearchSample.cells.indices, [1, 4])
  func aSentenceDoesNotDependOnItsBatch(configuration: Int, beam: Int) {
    let sample = SearchSample(SearchSample.cells[configuration], seed: 9, scale: 0.7)
    let sources = SearchSample.sentences(20)
    var options = SearchOptions()
    options.beam = beam
    options.nBest = beam
    let together = sample.search(sources, options)
    for (source, expected) in zip(sources, together) {
      #expect(sample.search([source], options)[0] == expected)
    }
    #expect(Array(sample.search(sources.reversed(), options).reversed()) == together)
  }

  /// A hypothesis' probability is that of its words by the forward pass of training.
  @Test(arguments: SearchSample.cells.indices)
  func probabilitiesAreThoseOfTraining(configuration: Int) {
    let sample = SearchSample(SearchSample.cells[configuration], seed: 4, scale: 0.8)
    let sources = SearchSample.sentences(6, longest: 4)
    var options = SearchOptions()
    options.beam = 4
    options.nBest = 4
    var words = 0
    for (source, hypotheses) in zip(sources, sample.search(sources, options)) {
      #expect(hypotheses.count == 4)
      for hypothesis in hypotheses {
        let said = hypothesis.tokens + (hypothesis.isFinished ? [SpecialToken.end.id] : [])
        let sum = said.indices.reduce(0.0) { sum, t in
          sum + sample.next(source, after: Array(said[..<t]))[Int(said[t])]
        }
        #expect(abs(Double(hypothesis.logProbability) - sum) < 1e-3)
        words += said.count
      }
    }
    #expect(words > 2 * sources.count)
  }
}
