/// Writes safetensors files: the same tensors and metadata always give the same bytes.
///
/// Tensors are ordered by descending element size, then by name. The header is padded so that they
/// begin at a multiple of 64 bytes: every element of a mapped file is aligned.
package struct SafeTensorsWriter {
  /// The strings to write under `__metadata__`.
  package var metadata: [String: String] = [:]
  /// The tensors, in any order.
  package var tensors: [Tensor] = []

  /// Creates a writer without tensors.
  package init() {}

  /// Writes the file, replacing an earlier one whole or not at all.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - lock: the lock that is held on its directory, if there is one; the directory must still be there.
  /// - Throws: ``SafeTensorsError`` if two tensors have the same name, a shape is invalid, a tensor
  ///   gives more or fewer bytes than its shape needs, or the file cannot be written. An earlier file
  ///   is then unchanged.
  package func write(
    to path: String, holding lock: DirectoryLock? = nil
  ) throws(SafeTensorsError) {
    let layout: SafeTensorsLayout
    do {
      layout = try SafeTensorsLayout(tensors, metadata: metadata)
    } catch {
      throw .unwritable(path: path, problem: error.text)
    }
    var wrong: String?
    do {
      try AtomicFile.write(to: path, holding: lock) { writer throws(FileError) in
        try writer.write(layout.header)
        for (tensor, byteCount) in zip(layout.tensors, layout.byteCounts) {
          let written = try Self.write(tensor, to: writer, atMost: byteCount)
          guard written == byteCount else {
            wrong = "\(tensor.name.quoted) gave \(written) bytes, its shape has \(byteCount)"
            // Any error makes AtomicFile remove its temporary file.
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

/// A writer reads bytes that others own, such as parameters in training.
@available(*, unavailable)
extension SafeTensorsWriter: Sendable {}

@available(*, unavailable)
extension SafeTensorsWriter.Tensor: Sendable {}
