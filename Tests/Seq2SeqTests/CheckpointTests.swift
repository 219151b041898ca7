import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// Of several processes one writes the checkpoint, and no other may read meanwhile.
@Suite struct CheckpointTests {
  /// One of two processes; notes whether a file is there each time they meet.
  private struct Witness: Collective {
    let rank: Int
    let path: String
    let seen = Monitor([Bool]())
    var size: Int { 2 }

    func sum(_ count: Int) -> Int {
      let isThere = FileSystem.exists(path)
      seen.use { $0.append(isThere) }
      return count
    }

    func beginSum(_ numbers: Vector<Float>, in precision: Precision) {}
    func beginShare(_ numbers: Vector<Float>) {}
    func advance() {}
    func finishExchanges() {}
    func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>) {}
    func sum(_ numbers: inout [Double]) {}
    func broadcast(_ numbers: Vector<Float>) {}
    func broadcast(_ number: Double) -> Double { number }
    func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes, bytes] }
  }

  @Test(arguments: [0, 1])
  func processesMeetBeforeAndAfterItIsWritten(rank: Int) throws {
    let sample = try TrainingSample()
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let witness = Witness(rank: rank, path: sample.directory.file("checkpoint"))
    let updater = corpus.plan.makeUpdater(try corpus.makeNetwork(), witness)
    try Checkpoint(path: witness.path, identity: corpus.identity)
      .write(updater, TrainingState())
    #expect(witness.seen.use { $0 } == [false, rank == 0])
  }
}
