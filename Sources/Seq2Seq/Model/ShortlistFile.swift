// The shortlist in a model's file: `shortlist.translations` I32 [source tokens, 50] and
// `shortlist.frequent` I32 [tokens]. Both may be missing.
extension Shortlist {
  private static let translationsName = "shortlist.translations"
  private static let frequentName = "shortlist.frequent"

  var tensors: [SafeTensorsWriter.Tensor] {
    [
      .init(
        name: Self.translationsName, element: .int32, shape: [sourceVocabulary, Self.width],
        numbers: translations),
      .init(
        name: Self.frequentName, element: .int32, shape: [frequent.count], numbers: frequent),
    ]
  }

  /// Reads a file's shortlist: nil if it has none, an error if it does not fit the vocabularies.
  init?(_ file: SafeTensorsFile, _ configuration: ModelConfiguration) throws(ModelError) {
    guard file[Self.translationsName] != nil || file[Self.frequentName] != nil else { return nil }
    let translations = file[Self.translationsName]?.tokens(
      shape: [configuration.sourceVocabulary, Self.width], below: configuration.targetVocabulary)
    let frequent = file[Self.frequentName].flatMap { tensor in
      tensor.shape.count == 1
        ? tensor.tokens(shape: tensor.shape, below: configuration.targetVocabulary) : nil
    }
    guard let translations, let frequent, !frequent.contains(-1) else {
      throw .damaged(
        path: file.path, problem: "its shortlist does not fit its vocabularies, or is damaged")
    }
    self.translations = translations
    self.frequent = frequent
  }
}

extension SafeTensorsFile.Tensor {
  /// The tokens in a tensor; nil if it has another shape, or a token that is not in `-1..<vocabulary`.
  fileprivate func tokens(shape: [Int], below vocabulary: Int) -> [Int32]? {
    guard element == .int32, self.shape == shape else { return nil }
    let tokens = numbers(Int32.self)
    return tokens.allSatisfy { (-1..<Int32(vocabulary)).contains($0) } ? tokens : nil
  }
}
