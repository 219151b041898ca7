import Seq2Seq

/// The tensors of the fixtures, as Fixtures/make_safetensors.py describes them.
enum SafeTensorsSample {
  static let metadata = [
    "format": "1", "text": "line\nbreak \"é\" \\ 😀 \u{1}", "empty": "",
  ]

  struct Tensor: Sendable {
    var name: String
    var element: SafeTensorsElement
    var shape: [Int]
    var bytes: [UInt8]

    init<Number: BitwiseCopyable>(
      _ name: String, _ element: SafeTensorsElement, _ shape: [Int], _ numbers: [Number]
    ) {
      self.name = name
      self.element = element
      self.shape = shape
      bytes = numbers.withUnsafeBytes { Array($0) }
    }
  }

  static let tensors: [Tensor] = [
    Tensor(
      "encoder.weight_ih_l0", .float32, [2, 3], [-0.5, -0.25, 0, 0.25, 0.5, 0.75] as [Float]),
    // 1.0 and -2.5 in half precision.
    Tensor("half", .float16, [2], [0x3C00, 0xC100] as [UInt16]),
    Tensor("double", .float64, [2, 1], [1e300, -0.0]),
    Tensor("ids", .int64, [2], [-1, 1 << 40] as [Int64]),
    Tensor("words", .int32, [2], [7, -7] as [Int32]),
    Tensor("unsigned", .uint64, [1], [UInt64.max]),
    Tensor("bytes", .uint8, [3], [0, 127, 255] as [UInt8]),
    Tensor("signed", .int8, [2], [-128, 127] as [Int8]),
    Tensor("scalar", .float32, [], [3.5] as [Float]),
    Tensor("empty", .float32, [0, 4], [] as [Float]),
    Tensor("é \"quoted\" \\ \t", .uint8, [1], [1] as [UInt8]),
  ]

  static var writer: SafeTensorsWriter {
    var writer = SafeTensorsWriter()
    writer.metadata = metadata
    writer.tensors = tensors.map(\.writable)
    return writer
  }

  static func fixture(_ name: String) -> String {
    #filePath.replacing(
      "SafeTensorsSample.swift", with: "Fixtures/\(name)")
  }
}

extension SafeTensorsSample.Tensor {
  var writable: SafeTensorsWriter.Tensor {
    let bytes = bytes
    return SafeTensorsWriter.Tensor(name: name, element: element, shape: shape) {
      sink throws(FileError) in
      try bytes.withUnsafeBufferPointer { bytes throws(FileError) in
        try sink(UnsafeRawBufferPointer(bytes))
      }
    }
  }
}
