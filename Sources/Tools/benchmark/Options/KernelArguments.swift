import ArgumentParser
package import NeuralNetwork

extension Engine.Limit: ExpressibleByArgument {}

/// The instructions that a benchmark computes with, to measure as on a processor that has no others.
struct KernelArguments: ParsableArguments {
  @Option(
    help: """
      Use kernels with these instructions at most: plain, avx2, avxvnni, avx512 or amx. To limit oneDNN, which computes \
      the float32 products, set ONEDNN_MAX_CPU_ISA.
      """)
  var kernel: Engine.Limit?

  func apply() throws {
    guard let kernel, !Engine.limit(to: kernel) else { return }
    throw ValidationError("this processor has no kernel \(kernel.rawValue)")
  }
}
