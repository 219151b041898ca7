extension SafeTensorsWriter {
  /// Receives a part of a tensor's bytes.
  package typealias Sink = (UnsafeRawBufferPointer) throws(FileError) -> Void

  /// A tensor to be written.
  @safe package struct Tensor {
    /// Its name in the file.
    package var name: String
    /// The type of its elements.
    package var element: SafeTensorsElement
    /// Its dimensions, in row-major order; empty for a single number.
    package var shape: [Int]
    /// Passes all its bytes, little-endian, to a sink, in one or more parts.
    package var writeBytes: (Sink) throws(FileError) -> Void

    /// Creates a tensor whose bytes are produced when the file is written.
    ///
    /// - Parameters:
    ///   - name: its name in the file.
    ///   - element: the type of its elements.
    ///   - shape: its dimensions.
    ///   - writeBytes: passes all bytes to the sink, and rethrows the sink's ``FileError``.
    package init(
      name: String, element: SafeTensorsElement, shape: [Int],
      writeBytes: @escaping (Sink) throws(FileError) -> Void
    ) {
      self.name = name
      self.element = element
      self.shape = shape
      unsafe self.writeBytes = writeBytes
    }

    /// Creates a tensor of single precision numbers.
    package init(name: String, shape: [Int], floats: [Float]) {
      unsafe self.init(name: name, element: .float32, shape: shape) { sink throws(FileError) in
        try unsafe floats.withUnsafeBufferPointer { floats throws(FileError) in
          try unsafe sink(UnsafeRawBufferPointer(floats))
        }
      }
    }
  }

  /// Writes at most `limit` bytes of a tensor; returns how many the tensor gave.
  static func write(
    _ tensor: Tensor, to writer: FileWriter, atMost limit: Int
  ) throws(FileError) -> Int {
    var count = 0
    try unsafe tensor.writeBytes { bytes throws(FileError) in
      count += bytes.count
      if count <= limit { try unsafe writer.write(bytes.bindMemory(to: UInt8.self).span) }
    }
    return count
  }
}
