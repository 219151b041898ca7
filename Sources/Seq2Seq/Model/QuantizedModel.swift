internal import NeuralNetwork

// Quantized models: every matrix is I8, with one F32 scale per row; vectors stay as they are.
extension TranslationModel {
  /// Rounds each row of the matrices to whole numbers from -127 to 127 times a scale, a quarter of the size.
  ///
  /// The result translates in int8, and is int8 in files, too.
  ///
  /// - Returns: the quantized model; this model if it is quantized already.
  public func quantized() -> TranslationModel {
    if isQuantized { return self }
    let rounded = AlignedBuffer(count: network.layout.size)
    rounded.floats.copy(from: values.floats)
    for parameter in network.layout.parameters where parameter.isQuantizable {
      let matrix = parameter.matrix(in: rounded)
      let scales = matrix.int8Scales
      matrix.fill(int8: matrix.int8Values(scales: scales).span, scales: scales)
    }
    return TranslationModel(
      network: network, values: rounded, sourceTokenizer: sourceTokenizer,
      targetTokenizer: targetTokenizer, learnedForms: learnedForms, spanForms: spanForms,
      isQuantized: true,
      shortlist: shortlist, paragraphShare: paragraphShare,
      markedEndShare: markedEndShare, notes: notes)
  }
}

extension Parameter {
  var isQuantizable: Bool { shape.count == 2 }

  /// The name of the scales in files.
  var scalesName: String { "\(name).scales" }
}

extension ParameterLayout {
  /// The parameters as tensors to be written; values that were quantized before do not change.
  func quantizedTensors(of values: AlignedBuffer) -> [SafeTensorsWriter.Tensor] {
    parameters.flatMap { parameter -> [SafeTensorsWriter.Tensor] in
      if !parameter.isQuantizable { return [tensor(parameter, of: values)] }
      let matrix = parameter.matrix(in: values)
      let scales = matrix.int8Scales
      let numbers = matrix.int8Values(scales: scales)
      return [
        SafeTensorsWriter.Tensor(
          name: parameter.name, element: .int8, shape: parameter.shape, numbers: numbers),
        SafeTensorsWriter.Tensor(
          name: parameter.scalesName, shape: [parameter.rows], floats: scales),
      ]
    }
  }
}

extension SafeTensorsFile {
  var isQuantized: Bool { metadata["precision"] == Precision.int8.rawValue }

  /// Copies a parameter to `values`; the caller has checked its tensors.
  func copy(_ parameter: Parameter, to values: AlignedBuffer) {
    guard isQuantized && parameter.isQuantizable else {
      self[parameter.name]?.copyFloats(to: parameter.vector(in: values))
      return
    }
    guard let scales = self[parameter.scalesName]?.numbers(Float.self) else { return }
    self[parameter.name]?.withInt8 { numbers in
      parameter.matrix(in: values).fill(int8: numbers, scales: scales)
    }
  }
}
