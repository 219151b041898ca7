import ArgumentParser

/// Measures the parts of the system; prints one JSON line per measurement, with its conditions.
@main
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure training, translation, text and matrix products.",
    discussion: """
      Prints one JSON line per measurement. Build with -c release, and run nothing else meanwhile.

        benchmark train pairs.tsv --size small --profile
        benchmark train --size small --compare Sources/Tools/benchmark/Peer \\
          --peer-data raw --peer-work work
        benchmark translate model.safetensors test.tsv --beam 5
      """,
    subcommands: [
      TrainBenchmark.self, D2LBenchmark.self, TranslateBenchmark.self, TokenizeBenchmark.self,
      BytePairsBenchmark.self, ProductsBenchmark.self, GrowthBenchmark.self, LengthsBenchmark.self,
      ServiceBenchmark.self, SuiteBenchmark.self,
    ])
}
