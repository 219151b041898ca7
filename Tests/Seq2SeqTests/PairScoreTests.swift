import Testing

@testable import Seq2Seq

/// A score from the log probabilities of tokens.
@Suite struct PairScoreTests {
  @Test func logProbabilitiesOfTokensAreAddedUp() {
    var score = PairScore()
    #expect(score.logProbability == 0)
    score.tokenLogProbabilities = [-0.5, -2, -0.25]
    #expect(score.logProbability == -2.75)
  }

  @Test func perplexityIsPerToken() {
    #expect(PairScore.perplexity(logProbability: 0, tokens: 0) == 1)
    // Four tokens of probability 1/2 each.
    let perplexity = PairScore.perplexity(logProbability: -2.772588722239781, tokens: 4)
    #expect(abs(perplexity - 2) < 1e-12)
  }
}
