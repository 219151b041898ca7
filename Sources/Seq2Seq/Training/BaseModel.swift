internal import NeuralNetwork
internal import Tokenization

/// A model that a training begins with, instead of random weights.
///
/// The training takes over its weights, tokenizers, marks and shape. The optimizer begins anew.
public struct BaseModel: Sendable {
  /// What it is called in messages, such as the path of its file.
  public let name: String
  /// The model.
  public let model: TranslationModel

  /// A model with a name for messages.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - name: what it is called in messages.
  public init(_ model: TranslationModel, name: String) {
    self.model = model
    self.name = name
  }

  /// Reads a model file.
  ///
  /// - Parameter path: the model file, which is also the name.
  /// - Throws: ``ModelError`` if the file cannot be read or is not a model.
  public init(path: String) throws(ModelError) {
    self.init(try TranslationModel(path: path), name: path)
  }

  /// The name, and at the end a digest of all that the training takes over, by which checkpoints tell models apart.
  var identity: String {
    var digest = CorpusDigest()
    let values = model.values
    for parameter in model.network.layout.parameters {
      digest.add(parameter.vector(in: values))
    }
    digest.add(model.sourceTokenizer.serialized())
    digest.add(model.targetTokenizer.serialized())
    return "\(name) \(digest.text)"
  }

  /// Refuses pairs in other languages; of regions it may be another.
  package func check(_ languages: LanguagePair?) throws(TrainingError) {
    guard let languages = languages?.inUsualCodes, let own = model.languages?.inUsualCodes,
      !own.isLike(languages)
    else { return }
    throw .otherLanguages(name: name, model: own, pairs: languages)
  }
}

extension TrainingOptions {
  /// These options, with the sizes, the shape and the kind of tokens that a model has.
  func shaped(like base: BaseModel) -> TrainingOptions {
    let model = base.model
    var options = self
    options.embedding = model.configuration.embedding
    options.encoderHidden = model.configuration.encoderHidden
    options.decoderHidden = model.configuration.decoderHidden
    options.model = model.configuration.options
    options.addsAttentionByNeed = false
    options.subwords = model.targetTokenizer.isLossless ? .bytePairs : .words
    options.vocabularySize = max(
      model.configuration.sourceVocabulary, model.configuration.targetVocabulary)
    options.letterCase =
      model.sourceTokenizer.marksCase || model.targetTokenizer.marksCase ? .marks : .spelling
    options.marksSpans = model.spanForms != nil
    return options
  }
}

extension Shortlist {
  /// This shortlist, its free places filled with what another of the same vocabularies has.
  func filled(from other: Shortlist?) -> Shortlist {
    guard let other, other.sourceVocabulary == sourceVocabulary else { return self }
    var merged: [Int32] = []
    merged.reserveCapacity(translations.count)
    for first in stride(from: 0, to: translations.count, by: Self.width) {
      let places = first..<first + Self.width
      let row = Self.union(
        translations[places].filter { $0 >= 0 }, other.translations[places].filter { $0 >= 0 },
        Self.width)
      merged += row + [Int32](repeating: -1, count: Self.width - row.count)
    }
    return Shortlist(
      translations: merged, frequent: Self.union(frequent, other.frequent, Self.frequentTokens))
  }

  /// The tokens of the first list, then those that only the second has, at most `count`.
  private static func union(_ first: [Int32], _ second: [Int32], _ count: Int) -> [Int32] {
    let known = Set(first)
    return Array((first + second.filter { !known.contains($0) }).prefix(count))
  }
}
