extension SafeTensorsFile.Tensor {
  /// Reads the tensor and calls `body` with its bytes, little-endian and row-major, which are valid only during the call.
  ///
  /// They are aligned for every element type.
  ///
  /// - Parameter body: reads the bytes.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 64)
    defer { unsafe room.deallocate() }
    unsafe file.read(range, into: room)
    return try unsafe body(UnsafeRawBufferPointer(room))
  }
}
