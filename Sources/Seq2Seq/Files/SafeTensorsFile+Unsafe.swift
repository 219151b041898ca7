extension SafeTensorsFile.Tensor {
  /// Hands its bytes, little-endian and row-major, to `body`; they are valid only during it.
  ///
  /// They are aligned for the element in files that this library wrote, anywhere in others.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(file) {} }
    return try unsafe body(file.part(range))
  }
}
