/// A safetensors file whose header is read and checked; the tensors are read when they are needed.
///
/// ``init(path:)`` checks every length, offset, shape and name against the file, which may come from
/// anyone. The numbers are not checked, so a float may be NaN. Memory is allocated only for names,
/// shapes and metadata, in proportion to their size in the file.
///
/// The format: https://github.com/huggingface/safetensors.
package struct SafeTensorsFile: Sendable {
  /// A tensor in the file, which stays open as long as the tensor exists.
  package struct Tensor: Sendable {
    /// Its name in the file.
    package let name: String
    /// The type of its elements.
    package let element: SafeTensorsElement
    /// Its dimensions, in row-major order; empty for a single number.
    package let shape: [Int]
    let file: RandomAccessFile
    /// Where its bytes are in the file.
    let range: Range<Int>

    fileprivate init(_ entry: SafeTensorsHeader.Entry, file: RandomAccessFile, dataStart: Int) {
      name = entry.name
      element = entry.element
      shape = entry.shape
      range = dataStart + entry.range.lowerBound..<dataStart + entry.range.upperBound
      self.file = file
    }

    /// The number of its elements.
    package var elementCount: Int { range.count / element.byteCount }

    /// The number of its bytes.
    package var byteCount: Int { range.count }
  }

  /// The file's path, as it was given.
  package let path: String
  /// The strings under `__metadata__`.
  package let metadata: [String: String]
  /// All tensors, ordered by the UTF-8 of their names.
  package let tensors: [Tensor]
  private let file: RandomAccessFile

  /// Opens and checks a file.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``SafeTensorsError`` if it cannot be read or is not valid.
  package init(path: String) throws(SafeTensorsError) {
    let file: RandomAccessFile
    do {
      file = try RandomAccessFile(path: path)
    } catch {
      throw .file(error)
    }
    do {
      let header = try SafeTensorsHeader(file)
      self.path = path
      self.file = file
      metadata = header.metadata
      tensors = header.entries.map { Tensor($0, file: file, dataStart: header.dataStart) }
    } catch {
      throw .malformed(path: path, problem: error.text)
    }
  }

  /// Throws if the file was changed while it was read; to be called when all tensors that are needed have been read.
  package func checkUnchanged() throws(FileError) { try file.checkUnchanged() }

  /// The tensor of a name, compared byte by byte; nil if there is none.
  package subscript(name: String) -> Tensor? {
    var low = 0
    var high = tensors.count
    while low < high {
      let middle = (low + high) / 2
      if tensors[middle].name.utf8.lexicographicallyPrecedes(name.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < tensors.count, tensors[low].name.utf8.elementsEqual(name.utf8) else { return nil }
    return tensors[low]
  }
}
