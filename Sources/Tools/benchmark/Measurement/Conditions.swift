import NeuralNetwork
import Platform
import Seq2Seq
import Tokenization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The conditions of a measurement: machine, libraries, number of threads and precision.
struct Conditions: Encodable {
  let processor = Processor.name
  let cores = availableCores()
  let threads: Int
  let precision: Precision
  let kernels = Engine.instructions
  let reducedKernels = Precision.reducedPrecisionKernel
  let oneDNN = Engine.productsVersion
  let icu = Normalizer.libraryVersion
  let swift = Self.compiler
  let system = Machine.system
  let build = Self.buildKind

  init(threads: Int, precision: Precision = .float32) {
    self.threads = threads
    self.precision = precision
  }

  private static var buildKind: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "6.4 or newer"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}
