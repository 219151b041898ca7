import NeuralNetwork
import Seq2Seq
import Tokenization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a figure holds for: the machine, the libraries and how many threads worked in which precision.
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
  let system = Self.systemName
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
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }

  private static var systemName: String {
    var name = utsname()
    uname(&name)
    return "\(text(&name.sysname)) \(text(&name.release)) \(text(&name.machine))"
  }

  /// A C string in an array of fixed size, which Swift sees as a tuple.
  private static func text<Tuple>(_ field: inout Tuple) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static var processorName: String {
    #if canImport(Darwin)
      var size = 0
      sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
      var bytes = [UInt8](repeating: 0, count: size)
      sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0)
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
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
      // Virtual machines hide the name; family and model still tell processors apart.
      return [value("model name"), value("cpu family"), value("model\t")].compactMap { $0 }
        .joined(separator: ", ")
    #endif
  }
}
