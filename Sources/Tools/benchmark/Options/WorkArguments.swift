import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// How the measured training works, and how often.
struct WorkArguments: ParsableArguments {
  @Option(help: "Sentences per batch.") var batch = 64
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Precision of the products.") var precision = Precision.float32
  @Option(help: "Timed updates.") var updates = 100
  @Option(help: "Updates before the timed ones.") var warmup = 20
  @Option(help: "Number of timed repeats of the same updates.") var repeats = 3
  @Option(help: "Dropout probability.") var dropout: Float = 0

  func validate() throws {
    guard batch >= 1, threads >= 1, updates >= 1, warmup >= 0, repeats >= 1 else {
      throw ValidationError("--batch, --threads, --updates and --repeats are 1 or more")
    }
    guard (0..<1).contains(dropout) else {
      throw ValidationError("--dropout \(dropout) is not from 0 to below 1")
    }
    guard precision != .int8 else { throw ValidationError("int8 is for translating only") }
  }
}
