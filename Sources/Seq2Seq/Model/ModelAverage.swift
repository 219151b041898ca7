internal import NeuralNetwork

extension TranslationModel {
  /// Refuses a model whose token ids do not mean what those of another mean.
  func checkVocabularies(
    named name: String, areThoseOf other: TranslationModel, named otherName: String
  ) throws(ModelError) {
    let sides = [
      ("source", sourceTokenizer == other.sourceTokenizer),
      ("target", targetTokenizer == other.targetTokenizer),
    ]
    for (side, isSame) in sides where !isSame {
      throw .otherVocabulary(path: name, side: side, other: otherName)
    }
  }

  /// The model whose every weight is the mean of the models' weights.
  ///
  /// Good of several states of one training; models trained from different beginnings have nothing in
  /// common that could be averaged, but can be an ensemble: see ``Translator``.
  ///
  /// Notes that all models share are kept, and one names the models.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - names: what errors and the note call them, as many.
  /// - Returns: the model with the mean of all weights.
  /// - Throws: ``ModelError`` if they have not the same configuration and vocabularies.
  public static func average(
    of models: [TranslationModel], names: [String]
  ) throws(ModelError) -> TranslationModel {
    precondition(!models.isEmpty && models.count == names.count)
    let first = models[0]
    for (model, name) in zip(models, names).dropFirst() {
      if let difference = model.configuration.difference(from: first.configuration) {
        throw .otherShape(
          path: name, property: difference.label, value: difference.value.description,
          other: names[0], otherValue: difference.other.description)
      }
      try model.checkVocabularies(named: name, areThoseOf: first, named: names[0])
    }
    let values = AlignedBuffer(meanOf: models.map(\.values))
    var notes = first.notes.filter { note in models.allSatisfy { $0.notes[note.key] == note.value }
    }
    notes["average of"] = names.joined(separator: ", ")
    return TranslationModel(
      network: first.network, values: values, sourceTokenizer: first.sourceTokenizer,
      targetTokenizer: first.targetTokenizer, shortlist: first.shortlist, notes: notes)
  }
}
