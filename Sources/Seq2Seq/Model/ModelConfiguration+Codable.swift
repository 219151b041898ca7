extension ModelConfiguration {
  /// The one list of a model's properties: keys of files, labels for people, in the order they are shown.
  package static let fields = [
    ModelField("sourceVocabulary", "source vocabulary", \.sourceVocabulary),
    ModelField("targetVocabulary", "target vocabulary", \.targetVocabulary),
    ModelField("embedding", "embedding", \.embedding),
    ModelField("encoderHidden", "encoder size", \.encoderHidden),
    ModelField("decoderHidden", "decoder size", \.decoderHidden),
    ModelField("encoderLayers", "encoder layers", \.options.encoderLayers),
    ModelField("decoderLayers", "decoder layers", \.options.decoderLayers),
    ModelField(
      "isBidirectional", "bidirectional encoder", \.options.isBidirectional, isOriginal: true),
    ModelField("cell", "cell", \.options.cell),
    ModelField("context", "context", \.options.pooling),
    ModelField("attention", "attention", \.options.attention),
    ModelField("readout", "readout", \.options.readout),
    ModelField("hasContextInReadout", "context in the readout", \.options.hasContextInReadout),
    ModelField(
      "hasResidualConnections", "residual connections", \.options.hasResidualConnections),
    ModelField("hasLayerNormalization", "layer normalisation", \.options.hasLayerNormalization),
    ModelField("hasSharedEmbedding", "shared embedding", \.options.hasSharedEmbedding),
  ]

  /// The first property that is not the same in `other`, with both values; nil if all are.
  func difference(
    from other: ModelConfiguration
  ) -> (label: String, value: ModelField.Value, other: ModelField.Value)? {
    for field in Self.fields {
      let (value, otherValue) = (field.value(of: self), field.value(of: other))
      if value != otherValue { return (field.label, value, otherValue) }
    }
    return nil
  }
}

extension ModelConfiguration: Codable {
  /// Writes all properties, one beside the other.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: ModelField.Key.self)
    for field in Self.fields {
      let key = ModelField.Key(stringValue: field.key)
      switch field.value(of: self) {
      case .number(let number): try values.encode(number, forKey: key)
      case .flag(let isSet): try values.encode(isSet, forKey: key)
      case .choice(let name): try values.encode(name, forKey: key)
      }
    }
  }

  /// Reads a configuration of this version or an earlier one, which lacks what was not known then.
  ///
  /// - Throws: `DecodingError`, also for what only a later version may know: to leave it out would make
  ///   another model of it.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: ModelField.Key.self)
    for key in values.allKeys where !Self.fields.contains(where: { $0.key == key.stringValue }) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "this version of the program does not know \(key.stringValue)"))
    }
    self.init(sourceVocabulary: 0, targetVocabulary: 0)
    for field in Self.fields { try field.read(from: values, into: &self) }
  }
}
