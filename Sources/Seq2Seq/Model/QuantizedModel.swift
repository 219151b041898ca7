package import NeuralNetwork

// Quantized models: every matrix is I8, with one F32 scale per row; vectors stay as they are.
extension TranslationModel {
  /// Rounds each row of the matrices to whole numbers from -127 to 127 times a scale, a quarter of the size.
  ///
  /// The result translates in int8, and is int8 in files, too.
  ///
  /// - Returns: the quantized model; this model if it is quantized already.
  public func quantized() -> TranslationModel {
    guard case .float32(let values) = weights else { return self }
    return with(.int8(Int8Values(rounding: values, network.layout)), notes: notes)
  }
}

/// The weights of a model as they are in its file.
package enum ModelWeights: Sendable {
  case float32(AlignedBuffer)
  case int8(Int8Values)

  /// All weights in single precision; those in int8 are multiplied with their scales, in new memory.
  package var floats: AlignedBuffer {
    switch self {
    case .float32(let values): values
    case .int8(let values): values.floats
    }
  }

  /// The weights as tensors to be written.
  func tensors(_ layout: ParameterLayout) -> [SafeTensorsWriter.Tensor] {
    switch self {
    case .float32(let values): layout.tensors(of: values)
    case .int8(let values): layout.tensors(of: values)
    }
  }
}

extension Parameter {
  /// The name of the scales in files.
  var scalesName: String { "\(name).scales" }
}

extension ParameterLayout {
  /// The parameters as tensors to be written.
  func tensors(of values: Int8Values) -> [SafeTensorsWriter.Tensor] {
    parameters.flatMap { parameter -> [SafeTensorsWriter.Tensor] in
      if !parameter.isMatrix { return [tensor(parameter, of: values.vectors)] }
      let matrix = values[parameter]
      return [
        SafeTensorsWriter.Tensor(
          name: parameter.name, element: .int8, shape: parameter.shape, numbers: matrix.numbers),
        SafeTensorsWriter.Tensor(
          name: parameter.scalesName, shape: [parameter.rows], floats: matrix.scales),
      ]
    }
  }
}

extension SafeTensorsFile {
  var isQuantized: Bool { metadata["precision"] == Precision.int8.rawValue }

  /// Reads the weights; the caller has checked the shapes of their tensors.
  ///
  /// - Throws: an error that names the first parameter with a number that no model has.
  func weights(_ layout: ParameterLayout) throws(ModelError) -> ModelWeights {
    let values = AlignedBuffer(count: layout.size)
    for parameter in layout.parameters where !(isQuantized && parameter.isMatrix) {
      let numbers = parameter.vector(in: values)
      self[parameter.name]?.copyFloats(to: numbers)
      if !numbers.isFinite { throw notFinite(parameter) }
    }
    if !isQuantized { return .float32(values) }
    var matrices: [Int: Int8Matrix] = [:]
    for parameter in layout.parameters where parameter.isMatrix {
      matrices[parameter.offset] = try int8Matrix(parameter)
    }
    return .int8(Int8Values(layout, vectors: values, matrices))
  }

  private func int8Matrix(_ parameter: Parameter) throws(ModelError) -> Int8Matrix {
    let numbers = self[parameter.name]?.numbers(Int8.self) ?? []
    let scales = self[parameter.scalesName]?.numbers(Float.self) ?? []
    guard scales.allSatisfy(\.isFinite) else { throw notFinite(parameter) }
    guard !numbers.contains(-128) else {
      throw .damaged(
        path: path, problem: "the weights \(parameter.name) have -128, which no quantized model has"
      )
    }
    return Int8Matrix(
      rows: parameter.rows, columns: parameter.columns, numbers: numbers, scales: scales)
  }

  private func notFinite(_ parameter: Parameter) -> ModelError {
    .damaged(
      path: path,
      problem: "the weights \(parameter.name) have numbers that are infinite or not a number")
  }
}
