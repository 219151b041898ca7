extension SafeTensorsFile.Tensor {
  /// Calls `body` with the tensor's bytes, little-endian and row-major, which are valid only during the call.
  ///
  /// They are aligned for the element type in files that this library wrote, but perhaps not in others.
  ///
  /// - Parameter body: reads the bytes.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(file) {} }
    return try unsafe body(file.part(range))
  }
}
