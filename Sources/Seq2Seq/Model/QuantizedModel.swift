internal import NeuralNetwork

// Quantized models: every matrix as I8, and beside it its rows' scales as F32; vectors as they are.
extension TranslationModel {
  /// The model with each row of its matrices rounded to 127 steps either way: a quarter of the size.
  ///
  /// It translates in int8, and writes files that keep it so.
  public func quantized() -> TranslationModel {
    if isQuantized { return self }
    let rounded = AlignedBuffer(count: network.layout.size)
    rounded.floats.baseAddress?.update(from: values.base, count: values.count)
    for parameter in network.layout.parameters where parameter.isQuantizable {
      let matrix = parameter.matrix(in: rounded.base)
      let scales = matrix.int8Scales
      matrix.fill(matrix.int8Values(scales: scales), scales: scales)
    }
    return TranslationModel(
      network: network, values: rounded, sourceTokenizer: sourceTokenizer,
      targetTokenizer: targetTokenizer, isQuantized: true, shortlist: shortlist, notes: notes)
  }
}

extension Parameter {
  var isQuantizable: Bool { shape.count == 2 }

  /// The name of the scales in files.
  var scalesName: String { "\(name).scales" }
}

extension Matrix {
  /// Row by row, whole numbers times the row's scale.
  fileprivate func fill(_ values: some Collection<Int8>, scales: [Float]) {
    var next = values.makeIterator()
    for index in 0..<rows {
      let row = row(index)
      for column in row.indices { row[column] = Float(next.next() ?? 0) * scales[index] }
    }
  }
}

extension ParameterLayout {
  /// The parameters as tensors to be written; values that are quantized already lose nothing.
  func quantizedTensors(of values: AlignedBuffer) -> [SafeTensorsWriter.Tensor] {
    parameters.flatMap { parameter -> [SafeTensorsWriter.Tensor] in
      if !parameter.isQuantizable { return [tensor(parameter, of: values)] }
      let matrix = parameter.matrix(in: values.base)
      let scales = matrix.int8Scales
      let numbers = matrix.int8Values(scales: scales)
      return [
        SafeTensorsWriter.Tensor(name: parameter.name, element: .int8, shape: parameter.shape) {
          sink throws(FileError) in
          try numbers.withUnsafeBufferPointer { numbers throws(FileError) in
            try sink(UnsafeRawBufferPointer(numbers))
          }
        },
        SafeTensorsWriter.Tensor(
          name: parameter.scalesName, shape: [parameter.rows], floats: scales),
      ]
    }
  }
}

extension SafeTensorsFile {
  var isQuantized: Bool { metadata["precision"] == Precision.int8.rawValue }

  /// Copies a parameter, whose tensors the caller has checked.
  func copy(_ parameter: Parameter, to values: AlignedBuffer) {
    guard isQuantized && parameter.isQuantizable else {
      self[parameter.name]?.copyFloats(to: values.base + parameter.offset)
      return
    }
    var scales = [Float](repeating: 0, count: parameter.rows)
    scales.withUnsafeMutableBufferPointer { scales in
      if let base = scales.baseAddress { self[parameter.scalesName]?.copyFloats(to: base) }
    }
    self[parameter.name]?.withUnsafeBytes { bytes in
      parameter.matrix(in: values.base).fill(bytes.bindMemory(to: Int8.self), scales: scales)
    }
  }
}
