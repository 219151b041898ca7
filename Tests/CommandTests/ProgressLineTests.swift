import Testing

@testable import Seq2Seq
@testable import translate

/// What the progress of a training looks like, however narrow the terminal is.
@Suite struct ProgressLineTests {
  private func line(withBar: Bool = true) -> ProgressLine {
    let progress = TrainingProgress(
      epoch: 2, update: 1_450, updatesPerEpoch: 1_000, updateInEpoch: 450, loss: 3.1234,
      perplexity: 12.345, rate: 0.001, norm: 1, clipped: 0, updatesSinceReport: 5,
      targetTokensPerSecond: 12_345.6, updatesLeft: 100...2_000, seconds: 60)
    return ProgressLine(
      progress, TimeLeft(epoch: 65, training: 480...2_520), maximumEpochs: 40, withBar: withBar)
  }

  @Test func aWideTerminalShowsAll() {
    #expect(
      line().text(fitting: 119)
        == """
        epoch 2/40 [####......] 45%  loss 3.123  ppl 12.35  12,345 tokens/s  1:05 left  \
        in all about 8:00-42:00
        """)
  }

  @Test func aLogHasTheUpdate() {
    #expect(line(withBar: false).text(fitting: .max).hasPrefix("epoch 2/40 update 1,450, 45%  "))
  }

  /// Whole parts are left out, and none is cut.
  @Test func aNarrowTerminalShowsWhatMattersMost() {
    #expect(
      line().text(fitting: 79)
        == "epoch 2/40 45%  loss 3.123  12,345 tokens/s  1:05 left  in all about 8:00-42:00")
    #expect(line().text(fitting: 49) == "epoch 2/40 45%  loss 3.123  1:05 left")
    #expect(line().text(fitting: 30) == "epoch 2/40 45%  loss 3.123")
    for width in 14...120 { #expect(line().text(fitting: width).count <= width) }
  }
}
