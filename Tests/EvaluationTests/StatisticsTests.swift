import Testing

@testable import Evaluation

/// Statistics can be added up, and made from their components.
@Suite struct StatisticsTests {
  private func segments() throws -> Segments {
    try Segments(
      hypotheses: ["a b c d", "e f g", ""], references: [["a b c d e", "e g f", "h"]])
  }

  private func comeBack(_ metric: some Metric) throws {
    for statistics in metric.segmentStatistics(try segments()) {
      let components = statistics.components
      #expect(type(of: statistics).init(components: components).components == components)
    }
  }

  @Test func comeBackFromTheirComponents() throws {
    try comeBack(BLEU())
    try comeBack(ChrF(.plusPlus))
    try comeBack(TER())
  }

  @Test func noComponentsAreNoText() {
    #expect(TER.Statistics(components: []).components == [0, 0])
    #expect(TER.Statistics(components: [3]).components == [3, 0])
    #expect(BLEU.Statistics(components: []).components == [0, 0])
    #expect(ChrF.Statistics(components: []).components == [])
  }
}
