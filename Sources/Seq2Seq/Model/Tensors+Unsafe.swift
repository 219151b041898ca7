internal import NeuralNetwork
internal import Platform

// Numbers in memory as tensors of files, and the other way round.

extension SafeTensorsWriter.Tensor {
  /// A tensor of an array's numbers, whose type must match `element`.
  init<Number: BitwiseCopyable & Sendable>(
    name: String, element: SafeTensorsElement, shape: [Int], numbers: [Number]
  ) {
    unsafe self.init(name: name, element: element, shape: shape) { sink throws(FileError) in
      try unsafe numbers.withUnsafeBufferPointer { numbers throws(FileError) in
        try unsafe sink(UnsafeRawBufferPointer(numbers))
      }
    }
  }

  /// A tensor of floats in `buffer`, which are read when it is written.
  init(name: String, shape: [Int], of buffer: AlignedBuffer, _ floats: Vector<Float>) {
    unsafe self.init(name: name, element: .float32, shape: shape) { sink throws(FileError) in
      defer { withExtendedLifetime(buffer) {} }
      try floats.withBytes { bytes throws(FileError) in
        try unsafe bytes.withUnsafeBytes { bytes throws(FileError) in try unsafe sink(bytes) }
      }
    }
  }
}

extension SafeTensorsFile.Tensor {
  /// Copies single precision numbers of a tensor, the first of them `first`; the caller has checked its type and size.
  func copyFloats(from first: Int = 0, to destination: Vector<Float>) {
    // Piece by piece, so that no second copy of a large tensor takes memory.
    let (size, most) = (MemoryLayout<Float>.stride, 1 << 18)
    for start in stride(from: 0, to: destination.count, by: most) {
      let end = min(start + most, destination.count)
      let bytes = file.bytes(
        range.lowerBound + (first + start) * size..<range.lowerBound + (first + end) * size)
      unsafe destination.slice(start..<end).copy(bytes: bytes.span.bytes)
    }
  }

  /// The tensor's numbers; the caller has checked their type.
  func numbers<Number: BitwiseCopyable>(_ type: Number.Type) -> [Number] {
    unsafe [Number](capacity: range.count / MemoryLayout<Number>.stride) { numbers in
      unsafe file.read(range, into: UnsafeMutableRawBufferPointer(numbers))
      return numbers.count
    }
  }
}
