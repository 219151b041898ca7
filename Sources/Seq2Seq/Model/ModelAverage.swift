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
    var sum = ModelSum(models[0], named: names[0])
    for (model, name) in zip(models, names).dropFirst() { try sum.add(model, named: name) }
    return sum.mean
  }

  /// Averages models that are read one after the other, so that memory does not grow with their number.
  ///
  /// - Parameter paths: at least one model file.
  /// - Returns: what ``average(of:names:)`` returns, with the paths as names.
  /// - Throws: ``ModelError`` if a file is not a model, or if configurations or vocabularies differ.
  public static func average(
    modelsAt paths: [String]
  ) throws(ModelError) -> TranslationModel {
    precondition(!paths.isEmpty)
    var sum = ModelSum(try TranslationModel(path: paths[0]), named: paths[0])
    for path in paths.dropFirst() { try sum.add(TranslationModel(path: path), named: path) }
    return sum.mean
  }
}

/// The sum of models that were added one after the other.
private struct ModelSum {
  /// The first model, whose text all have, without its weights.
  private var first: TranslationModel
  private var notes: [String: String]
  private var names: [String]
  private var weights: WeightMean

  init(_ model: TranslationModel, named name: String) {
    weights = WeightMean(size: model.network.layout.size)
    weights.add(model.values)
    notes = model.notes
    names = [name]
    first = model.with(.float32(AlignedBuffer(count: 0)), notes: [:])
  }

  mutating func add(_ model: TranslationModel, named name: String) throws(ModelError) {
    if let difference = model.configuration.difference(from: first.configuration) {
      throw .otherShape(
        path: name, property: difference.label, value: difference.value.description,
        other: names[0], otherValue: difference.other.description)
    }
    try model.checkVocabularies(named: name, areThoseOf: first, named: names[0])
    notes = notes.filter { model.notes[$0.key] == $0.value }
    names.append(name)
    weights.add(model.values)
  }

  var mean: TranslationModel {
    let list = names.joined(separator: ", ")
    var notes = notes
    // Notes of a model file are short.
    notes["average of"] = list.utf8.count <= 10_000 ? list : "\(names.count) models"
    return first.with(.float32(weights.mean), notes: notes)
  }
}
