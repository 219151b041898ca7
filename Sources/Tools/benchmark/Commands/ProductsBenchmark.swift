import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Measures matrix products alone, at the shapes that training and translation use.
struct ProductsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products",
    abstract: "Speed of matrix products alone, at the shapes of training and translation.")

  @OptionGroup(title: "Model") var shape: ShapeArguments
  @Option(help: "Sentences per batch.") var batch = 64
  @Option(help: "Hypotheses per sentence in translation.") var beam = 5
  @Option(help: "Tokens per source sentence, including </s>.") var sourceSteps = 16
  @Option(help: "Tokens per target sentence, including </s>.") var targetSteps = 16
  @Option(help: "Threads that multiply at once, each with its own matrices.")
  var threads = availableCores()
  @Option(help: "Precision of the products.") var precision = Precision.float32
  @OptionGroup var kernels: KernelArguments
  @Option(help: "Number of timed repeats.") var repeats = 5

  struct Line: Encodable {
    let benchmark = "products"
    let conditions: Conditions
    let work: String
    /// The parameters, and their passes, with products of this shape.
    let uses: [String]
    let m: Int
    let n: Int
    let k: Int
    /// The share of these products in the operations of the work.
    let share: Double
    let gigaflops: Spread
  }

  struct Total: Encodable {
    let benchmark = "products total"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let work: String
    let batch: Int
    let beam: Int?
    let sourceSteps: Int
    let targetSteps: Int
    // 10⁹ operations of all products, and the milliseconds they take when nothing else runs.
    let gigaoperations: Double
    let milliseconds: Double
    let gigaflops: Double
  }

  func validate() throws {
    guard [batch, beam, sourceSteps, targetSteps, threads, repeats].allSatisfy({ $0 >= 1 }) else {
      throw ValidationError("all sizes and counts are 1 or more")
    }
  }

  func run() throws {
    try kernels.apply()
    let network = Network(
      try shape.configuration(
        sourceVocabulary: shape.vocabularySize, targetVocabulary: shape.vocabularySize))
    var speed = ProductSpeed(threads: threads, precision: precision)
    speed.repeats = repeats
    let update = ProductShapes(
      updating: network, sentences: batch, sourceSteps: sourceSteps, targetSteps: targetSteps,
      threads: threads)
    try print("update", update, network, beam: nil, &speed)
    let translation = ProductShapes(
      translatingWith: network, sentences: batch, beam: beam, sourceSteps: sourceSteps,
      steps: targetSteps)
    try print("translation", translation, network, beam: beam, &speed)
  }

  private func print(
    _ work: String, _ shapes: ProductShapes, _ network: Network, beam: Int?,
    _ speed: inout ProductSpeed
  ) throws {
    let conditions = Conditions(threads: threads, precision: precision)
    let all = Double(max(1, shapes.operations))
    for (shape, uses) in Dictionary(grouping: shapes.uses, by: \.shape).sorted(by: {
      $0.value[0].what < $1.value[0].what
    }) {
      let operations = uses.reduce(0) { $0 + shape.operations * $1.times }
      try printLine(
        Line(
          conditions: conditions, work: work, uses: uses.map(\.what), m: shape.m, n: shape.n,
          k: shape.k, share: Double(operations) / all, gigaflops: speed.gigaflops(shape)))
    }
    let gigaflops = speed.gigaflops(shapes)
    // Every thread computes them: for its share of an update, or for a batch of its own to translate.
    let gigaoperations = 1e-9 * all * Double(threads)
    try printLine(
      Total(
        conditions: conditions, configuration: network.configuration, work: work, batch: batch,
        beam: beam, sourceSteps: sourceSteps, targetSteps: targetSteps,
        gigaoperations: gigaoperations, milliseconds: 1_000 * gigaoperations / gigaflops,
        gigaflops: gigaflops))
  }
}
