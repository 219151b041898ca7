import NeuralNetwork
import Testing

@testable import Seq2Seq

/// The gradients of the encoder's states against PyTorch's autograd, element by element.
@Suite struct StateGradientTests {
  @Test(arguments: ["rnn-tanh", "rnn-relu", "lstm", "gru", "gru-attention"])
  func gradientsAreThoseOfPyTorch(name: String) throws {
    let fixture = try ModelParityFixture("state-gradients-" + name)
    let (network, shard) = (fixture.network, Shard(fixture.pairs))
    let compute = ComputeState(store: try fixture.makeStore())
    let found = network.encoderStateGradients(shard, .init(), compute)
    #expect(found.count == (network.configuration.isBidirectional ? 2 : 1))
    for (direction, states) in found.enumerated() {
      let expected = try fixture.floats("state.gradient.\(direction)")
      #expect(Set(expected).count > shard.source.ids.count)
      #expect(mismatch(states.output.values, expected, "\(direction)") == nil)
      guard let memoryCells = states.memoryCell else { continue }
      let memories = try fixture.floats("memory.gradient.\(direction)")
      #expect(mismatch(memoryCells.values, memories, "memory cells \(direction)") == nil)
    }
  }

  @Test func theLossIsThatOfPyTorch() throws {
    let fixture = try ModelParityFixture("state-gradients-lstm")
    let compute = ComputeState(store: try fixture.makeStore())
    let loss = fixture.network.loss(Shard(fixture.pairs), compute)
    let expected = try fixture.floats("loss")
    #expect(mismatch([Float(loss.smoothed)], expected, "loss") == nil)
  }
}
