extension ModelConfiguration {
  /// All properties of a model, each with its key in files and its label for people, in the order they are shown.
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

  /// The first property that differs in `other`, with both values; nil if none does.
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
  /// Writes all properties as one flat list of keys and values.
  ///
  /// - Parameter encoder: where the properties go.
  /// - Throws: what the encoder throws.
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

  /// Reads a configuration of this version or an earlier one; properties that were not known then get defaults.
  ///
  /// - Parameter decoder: where the properties are.
  /// - Throws: `DecodingError` if a property is missing or invalid, or if it is unknown: leaving out what
  ///   only a later version knows would make it a different model.
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
