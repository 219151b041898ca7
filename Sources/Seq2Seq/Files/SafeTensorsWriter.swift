/// Writes safetensors files: the same tensors and metadata always give the same bytes.
///
/// Tensors stand in order of falling element size, then of name, and the header is padded so that
/// they begin at a multiple of 64 bytes: every element of a mapped file is aligned.
public struct SafeTensorsWriter {
  /// Takes a part of a tensor's bytes.
  public typealias Sink = (UnsafeRawBufferPointer) throws(FileError) -> Void

  /// A tensor to be written.
  public struct Tensor {
    /// Its name in the file.
    public var name: String
    /// The type of its elements.
    public var element: SafeTensorsElement
    /// Its sizes, the last of them contiguous; empty for a single number.
    public var shape: [Int]
    /// Hands all its bytes, little-endian, to a sink, in one part or several.
    public var writeBytes: (Sink) throws(FileError) -> Void

    /// A tensor whose bytes are asked for when they are written.
    public init(
      name: String, element: SafeTensorsElement, shape: [Int],
      writeBytes: @escaping (Sink) throws(FileError) -> Void
    ) {
      self.name = name
      self.element = element
      self.shape = shape
      self.writeBytes = writeBytes
    }

    /// A tensor of single precision numbers.
    public init(name: String, shape: [Int], floats: [Float]) {
      self.init(name: name, element: .float32, shape: shape) { sink throws(FileError) in
        try floats.withUnsafeBufferPointer { floats throws(FileError) in
          try sink(UnsafeRawBufferPointer(floats))
        }
      }
    }
  }

  /// The strings to stand under `__metadata__`.
  public var metadata: [String: String] = [:]
  /// The tensors, in any order.
  public var tensors: [Tensor] = []

  /// A writer of no tensors yet.
  public init() {}

  /// Writes the file, replacing an earlier one whole or not at all.
  ///
  /// - Throws: ``SafeTensorsError`` if two tensors have one name, a shape is impossible, a tensor
  ///   gives more or fewer bytes than its shape has, or the file cannot be written. An earlier file
  ///   is then still there, whole.
  public func write(to path: String) throws(SafeTensorsError) {
    let layout: SafeTensorsLayout
    do {
      layout = try SafeTensorsLayout(tensors, metadata: metadata)
    } catch {
      throw .unwritable(path: path, problem: error.text)
    }
    var wrong: String?
    do {
      try AtomicFile.write(to: path) { writer throws(FileError) in
        try writer.write(layout.header)
        for (tensor, byteCount) in zip(layout.tensors, layout.byteCounts) {
          let written = try Self.write(tensor, to: writer, atMost: byteCount)
          guard written == byteCount else {
            wrong = "\(tensor.name.quoted) gave \(written) bytes, its shape has \(byteCount)"
            // Whatever is thrown here makes AtomicFile take its temporary away.
            throw FileError(path: path, action: .write, reason: .system(code: 0))
          }
        }
      }
    } catch {
      if let wrong { throw .unwritable(path: path, problem: wrong) }
      throw .file(error)
    }
  }

  /// Returns how many bytes the tensor gave, of which no more than `limit` are written.
  private static func write(
    _ tensor: Tensor, to writer: FileWriter, atMost limit: Int
  ) throws(FileError) -> Int {
    var count = 0
    try tensor.writeBytes { bytes throws(FileError) in
      count += bytes.count
      if count <= limit { try writer.write(bytes) }
    }
    return count
  }
}

/// A writer hands out bytes that others own, such as parameters in training.
@available(*, unavailable)
extension SafeTensorsWriter: Sendable {}

@available(*, unavailable)
extension SafeTensorsWriter.Tensor: Sendable {}
