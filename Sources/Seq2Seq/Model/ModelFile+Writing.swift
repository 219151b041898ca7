internal import NeuralNetwork
internal import Tokenization

extension TranslationModel {
  /// Writes the model as one file, replacing an earlier one whole or not at all.
  ///
  /// - Parameter path: the model file.
  /// - Throws: ``ModelError`` if the file cannot be written.
  public func write(to path: String) throws(ModelError) { try write(to: path, holding: nil) }

  /// Writes the model as one file into a directory on which a lock is held.
  func write(to path: String, holding lock: DirectoryLock?) throws(ModelError) {
    var writer = SafeTensorsWriter()
    writer.metadata = metadata
    writer.tensors = weights.tensors(network.layout)
    writer.tensors += shortlist?.tensors ?? []
    do { try writer.write(to: path, holding: lock) } catch { throw .file(error) }
  }

  private var metadata: [String: String] {
    var result = [
      "format": Self.formatName,
      "format_version": Self.formatVersion,
      "configuration": stableJSON(configuration),
      "source_tokenizer": sourceTokenizer.serialized(),
      "target_tokenizer": targetTokenizer.serialized(),
      "notes": stableJSON(notes),
    ]
    if let learnedForms { result["source_forms"] = learnedForms.serialized() }
    if let spanForms { result["spans"] = spanForms.serialized() }
    if isQuantized { result["precision"] = Precision.int8.rawValue }
    if let paragraphShare { result["paragraph_share"] = "\(paragraphShare)" }
    if let markedEndShare { result["marked_end_share"] = "\(markedEndShare)" }
    return result
  }
}

extension ParameterLayout {
  /// The parameters in `values` as tensors to be written; `prefix` goes before their names.
  func tensors(of values: AlignedBuffer, prefix: String = "") -> [SafeTensorsWriter.Tensor] {
    parameters.map { tensor($0, of: values, prefix: prefix) }
  }

  func tensor(
    _ parameter: Parameter, of values: AlignedBuffer, prefix: String = ""
  ) -> SafeTensorsWriter.Tensor {
    SafeTensorsWriter.Tensor(
      name: prefix + parameter.name, shape: parameter.shape, of: values,
      parameter.vector(in: values))
  }
}
