import NeuralNetwork
import Testing

@testable import Seq2Seq

/// Everything the model computes, against PyTorch in double precision, element by element.
@Suite struct ModelParityTests {
  @Test(arguments: ModelParityFixture.names)
  func forwardPass(name: String) throws {
    let fixture = try ModelParityFixture(name)
    let network = fixture.network
    let compute = ComputeState(store: try fixture.makeStore())
    let shard = Shard(fixture.pairs)
    var encoded = network.encoder.forward(shard.source, dropouts: .none, compute)
    let states = encoderStates(encoded, shard.source, network.encoder.width)
    #expect(mismatch(states, try fixture.floats("encoder.states"), "states") == nil)

    let c = network.encoder.contextVectors(&encoded, compute)
    #expect(mismatch(c.values, try fixture.floats("context"), "c") == nil)

    let memory = network.decoder.attention.map {
      network.encoder.encoderStates(encoded, $0, compute)
    }
    let decoded = network.decoder.forward(
      shard, c: c, encoderStates: memory, dropouts: .none, compute)
    let final = network.readoutForward(decoded, .none, compute).final
    let logits = compute.workspace.matrix(final.rows, network.output.vocabulary)
    network.output.logits(final, into: logits, compute)
    let bias = compute.store.matrix(network.output.bias)
    for row in 0..<logits.rows { logits.rows(row..<row + 1).add(bias) }
    for row in 0..<logits.rows where shard.targetOutput[row] < 0 {
      logits.rows(row..<row + 1).fill(0)
    }
    #expect(mismatch(logits.values, try fixture.floats("logits"), "logits") == nil)

    let loss = network.loss(shard, smoothing: fixture.smoothing, compute)
    let losses = try fixture.floats("losses")
    #expect(mismatch([Float(loss.smoothed)], [losses[0]], "loss") == nil)
    #expect(loss.tokens == fixture.pairs.reduce(0) { $0 + $1.target.count + 1 })
  }

  /// `[S, B, C]`, both directions side by side, zero past a sentence's end.
  private func encoderStates(
    _ tape: BidirectionalEncoder.Tape, _ batch: SourceBatch, _ width: Int
  ) -> [Float] {
    var result: [Float] = []
    for t in 0..<batch.steps {
      for row in 0..<batch.count {
        if t < batch.lengths[row] {
          for outputs in tape.outputs {
            result += Array(outputs.row(t * batch.count + row))
          }
        } else {
          result += [Float](repeating: 0, count: width)
        }
      }
    }
    return result
  }

  /// One to three workers, and more workers than pairs.
  @Test(arguments: ModelParityFixture.names, [1, 2, 3, 7])
  func gradientsAndTenSteps(name: String, threads: Int) throws {
    let fixture = try ModelParityFixture(name)
    try expectTenSteps(of: fixture, by: try fixture.makeUpdater(threads: threads))
  }

  /// A batch computed in parts, down to one pair per worker, gives the same as the whole.
  @Test(arguments: ModelParityFixture.names, [1, 2])
  func tenStepsInParts(name: String, threads: Int) throws {
    let fixture = try ModelParityFixture(name)
    try expectTenSteps(of: fixture, by: try fixture.makeUpdater(threads: threads, mostOutputs: 1))
  }

  private func expectTenSteps(
    of fixture: ModelParityFixture, by updater: ParallelUpdater<Network>
  ) throws {
    let (losses, norms) = (try fixture.floats("losses"), try fixture.floats("norms"))
    for step in losses.indices {
      let report = updater.update(
        fixture.pairs, rate: fixture.rate, seed: 0, fixture.updateOptions)
      #expect(mismatch([Float(report.loss.smoothed)], [losses[step]], "loss \(step)") == nil)
      #expect(mismatch([report.norm], [norms[step]], "norm \(step)") == nil)
      #expect(report.isClipped == (norms[step] > fixture.clip))
      if step == 0 { try expect(updater.gradient, of: fixture, prefix: "gradient.") }
    }
    // Adam divides by the root of the second moment: where gradients are near zero, their last digits decide, and these
    // depend on the processor.
    try expect(updater.store.values, of: fixture, prefix: "final.", absolute: 1e-4)
  }

  private func expect(
    _ buffer: AlignedBuffer, of fixture: ModelParityFixture, prefix: String, absolute: Float = 1e-5
  ) throws {
    for parameter in fixture.network.layout.parameters {
      let values = parameter.matrix(in: buffer).values
      let name = prefix + parameter.name
      let problem = mismatch(values, try fixture.floats(name), name, absolute: absolute)
      #expect(problem == nil, "\(problem ?? "")")
    }
  }

  /// The fixtures have every choice of pooling, readout, depth and direction that they claim to.
  @Test func fixturesCoverTheChoices() throws {
    let all = try ModelParityFixture.names.map { try ModelParityFixture($0) }
    let configurations = all.map(\.network.configuration)
    for pooling in ModelOptions.Pooling.allCases {
      for readout in ModelOptions.Readout.allCases {
        #expect(configurations.contains { $0.pooling == pooling && $0.readout == readout })
      }
    }
    #expect(Set(configurations.map(\.encoderLayers)) == [1, 2, 3])
    #expect(Set(configurations.map(\.decoderLayers)) == [1, 2, 3])
    #expect(Set(configurations.map(\.cell)) == Set(ModelOptions.Cell.allCases))
    #expect(Set(configurations.map(\.attention)) == Set(ModelOptions.Attention.allCases))
    #expect(Set(configurations.map(\.hasResidualConnections)) == [true, false])
    #expect(Set(configurations.map(\.hasLayerNormalization)) == [true, false])
    #expect(Set(configurations.map(\.hasSharedEmbedding)) == [true, false])
    #expect(Set(configurations.map(\.isBidirectional)) == [true, false])
    #expect(Set(all.map(\.smoothing)) == [0, 0.1])
    #expect(Set(all.map(\.truncation)) == [nil, 1, 2, 3])
  }
}
