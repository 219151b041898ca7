#if FUZZING
  #if canImport(Darwin)
    import Darwin
  #else
    import Glibc
  #endif

  /// libFuzzer's own loop, which the linker brings along with `-sanitize=fuzzer`.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  /// Set once, before the loop calls the function that reads them.
  nonisolated(unsafe) private var current: (target: Target, scratch: String)?

  /// Runs libFuzzer on a target with the rest of the command line, and gives its exit code.
  func runLibFuzzer(_ target: Target, _ scratch: String) -> Int32 {
    current = (target, scratch)
    var words = CommandLine.arguments.enumerated().filter { $0.offset != 1 }
      .map { strdup($0.element) }
    var count = Int32(words.count)
    words.append(nil)
    return words.withUnsafeMutableBufferPointer { buffer in
      guard var start = buffer.baseAddress else { return 1 }
      return runDriver(&count, &start) { bytes, count in
        guard let current else { return 0 }
        File.write(UnsafeRawBufferPointer(start: bytes, count: count), to: current.scratch)
        _ = try? current.target.read(current.scratch)
        return 0
      }
    }
  }
#endif
