#if FUZZING
  #if canImport(Darwin)
    import Darwin
  #else
    import Glibc
  #endif

  /// The target that the environment names, and a file of our own for its inputs.
  private let chosen: (target: Target, scratch: String) = {
    guard let name = getenv("FUZZ_TARGET"), let target = Target(rawValue: String(cString: name))
    else { preconditionFailure("FUZZ_TARGET is one of \(Target.allCases.map(\.rawValue))") }
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    return (target, "\(directory)/fuzz-\(name)-\(getpid())")
  }()

  /// What libFuzzer, which then has the program's `main`, calls with one input after the other.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    File.write(UnsafeRawBufferPointer(start: bytes, count: count), to: chosen.scratch)
    _ = try? chosen.target.read(chosen.scratch)
    return 0
  }
#endif
