#if FUZZING
  import Platform

  /// The target that `FUZZ_TARGET` names, and a scratch file for its inputs.
  private let chosen: (target: Target, scratch: String) = {
    guard let name = Environment.value(of: "FUZZ_TARGET"), let target = Target(rawValue: name)
    else { preconditionFailure("FUZZ_TARGET is one of \(Target.allCases.map(\.rawValue))") }
    return (target, "\(Scratch.directory)/fuzz-\(name)-\(Environment.processIdentifier)")
  }()

  /// Called by libFuzzer, which brings its own `main`, with one input after the other.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    try? Scratch.write(input, to: chosen.scratch)
    _ = try? chosen.target.read(chosen.scratch)
    return 0
  }
#endif
