extension ModelConfiguration {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case sourceVocabulary, targetVocabulary, embedding, encoderHidden, decoderHidden
    case encoderLayers, decoderLayers, isBidirectional, cell, attention, readout
    case pooling = "context"
    case hasContextInReadout, hasResidualConnections, hasLayerNormalization, hasSharedEmbedding
  }

  /// A key of any name.
  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads a configuration of this version or an earlier one, which lacks what was not known then.
  ///
  /// - Throws: `DecodingError`, also for what only a later version may know: to leave it out would make
  ///   another model of it.
  public init(from decoder: any Decoder) throws {
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys
    where CodingKeys(rawValue: key.stringValue) == nil {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "this version of the program does not know \(key.stringValue)"))
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func size(_ key: CodingKeys) throws -> Int { try values.decode(Int.self, forKey: key) }
    self.init(
      sourceVocabulary: try size(.sourceVocabulary), targetVocabulary: try size(.targetVocabulary),
      embedding: try size(.embedding), encoderHidden: try size(.encoderHidden),
      decoderHidden: try size(.decoderHidden), encoderLayers: try size(.encoderLayers),
      decoderLayers: try size(.decoderLayers),
      isBidirectional: try values.decode(Bool.self, forKey: .isBidirectional),
      cell: try values.decodeChoice(.cell), pooling: try values.decodeChoice(.pooling),
      attention: try values.decodeChoice(.attention), readout: try values.decodeChoice(.readout))
    func flag(_ key: CodingKeys, otherwise: Bool = false) throws -> Bool {
      try values.decodeIfPresent(Bool.self, forKey: key) ?? otherwise
    }
    hasContextInReadout = try flag(.hasContextInReadout, otherwise: true)
    hasResidualConnections = try flag(.hasResidualConnections)
    hasLayerNormalization = try flag(.hasLayerNormalization)
    hasSharedEmbedding = try flag(.hasSharedEmbedding)
  }
}

extension KeyedDecodingContainer {
  /// A case by its name; one that is not known is named in the error, with those that are.
  fileprivate func decodeChoice<Choice: RawRepresentable & CaseIterable>(
    _ key: Key
  ) throws -> Choice where Choice.RawValue == String {
    let name = try decode(String.self, forKey: key)
    if let choice = Choice(rawValue: name) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self,
      debugDescription: """
        this version of the program does not know the \(key.stringValue) "\(name)", only \(known)
        """)
  }
}
