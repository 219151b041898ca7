internal import NeuralNetwork

extension TranslationModel {
  /// Throws if the model's vocabularies differ from those of another model.
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

  /// Averages models: every weight is the mean of the models' weights.
  ///
  /// This improves on single models if all are checkpoints of one training. Models of separate trainings
  /// cannot be averaged in a useful way, but can be an ensemble: see ``Translator``.
  ///
  /// Notes that all models share are kept, and one with the models' names is added.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - names: the models' names in errors and in the note, one per model.
  /// - Returns: the model with the mean of all weights.
  /// - Throws: ``ModelError`` if their configurations or vocabularies differ.
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
      targetTokenizer: first.targetTokenizer, learnedForms: first.learnedForms,
      spanForms: first.spanForms,
      shortlist: first.shortlist, paragraphShare: first.paragraphShare,
      markedEndShare: first.markedEndShare, notes: notes)
  }
}
