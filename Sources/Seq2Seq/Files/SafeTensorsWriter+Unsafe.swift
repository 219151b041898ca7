extension SafeTensorsWriter {
  /// Takes a part of a tensor's bytes.
  public typealias Sink = (UnsafeRawBufferPointer) throws(FileError) -> Void

  /// A tensor to be written.
  @safe public struct Tensor {
    /// Its name in the file.
    public var name: String
    /// The type of its elements.
    public var element: SafeTensorsElement
    /// Its sizes, the last of them contiguous; empty for a single number.
    public var shape: [Int]
    /// Hands all its bytes, little-endian, to a sink, in one part or several.
    public var writeBytes: (Sink) throws(FileError) -> Void

    /// A tensor whose bytes are asked for when they are written.
    ///
    /// - Throws: ``FileError`` if the file cannot be written.
    public init(
      name: String, element: SafeTensorsElement, shape: [Int],
      writeBytes: @escaping (Sink) throws(FileError) -> Void
    ) {
      self.name = name
      self.element = element
      self.shape = shape
      unsafe self.writeBytes = writeBytes
    }

    /// A tensor of single precision numbers.
    public init(name: String, shape: [Int], floats: [Float]) {
      unsafe self.init(name: name, element: .float32, shape: shape) { sink throws(FileError) in
        try unsafe floats.withUnsafeBufferPointer { floats throws(FileError) in
          try unsafe sink(UnsafeRawBufferPointer(floats))
        }
      }
    }
  }

  /// Returns how many bytes the tensor gave, of which no more than `limit` are written.
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
