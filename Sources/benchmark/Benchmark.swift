import ArgumentParser

/// Measures the parts of the system; one JSON line a measurement, with its conditions.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure training, translation, tokenisation and matrix products.",
    discussion: """
      Prints one JSON line a measurement. Build with -c release, and let nothing else run meanwhile.

        benchmark train pairs.tsv --joint --readout none
        benchmark translate model.safetensors test.tsv --beam 5
      """,
    subcommands: [
      TrainBenchmark.self, TranslateBenchmark.self, TokenizeBenchmark.self, ProductsBenchmark.self,
    ])
}

/// Times of several repeats.
struct Spread: Encodable {
  let min: Double
  let median: Double
  let max: Double

  init(_ values: [Double]) {
    let sorted = values.sorted()
    min = sorted.first ?? 0
    median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    max = sorted.last ?? 0
  }
}
