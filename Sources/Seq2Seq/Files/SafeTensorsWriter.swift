/// Writes safetensors files: the same tensors and metadata always give the same bytes.
///
/// Tensors stand in order of falling element size, then of name, and the header is padded so that
/// they begin at a multiple of 64 bytes: every element of a mapped file is aligned.
public struct SafeTensorsWriter {
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
}

/// A writer hands out bytes that others own, such as parameters in training.
@available(*, unavailable)
extension SafeTensorsWriter: Sendable {}

@available(*, unavailable)
extension SafeTensorsWriter.Tensor: Sendable {}
