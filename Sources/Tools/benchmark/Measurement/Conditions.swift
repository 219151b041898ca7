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
  let processor = Self.processorName
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

  private static var processorName: String {
    #if canImport(Darwin)
      return Machine.processor
    #else
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: "/proc/cpuinfo")) else {
        return "unknown"
      }
      let fields = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      func value(_ key: String) -> String? {
        fields.first { $0.hasPrefix(key) }?.split(separator: ":").last.map {
          String($0.drop { $0 == " " })
        }
      }
      // Virtual machines hide the name, but family and model still identify the processor.
      return [value("model name"), value("cpu family"), value("model\t")].compactMap { $0 }
        .joined(separator: ", ")
    #endif
  }
}
