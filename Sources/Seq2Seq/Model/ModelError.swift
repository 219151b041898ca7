/// Why a model file cannot be used.
public enum ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file cannot be read or written, or is not a safetensors file.
  case file(SafeTensorsError)
  /// No model was named, and there is none in the usual places, of which `directory` is the first.
  case noModel(directory: String)
  /// Models are found, but none that translates between these languages; `others` are those that are translated between.
  case noModelBetween(LanguagePair, others: [LanguagePair])
  /// The model translates between other languages than those that were wanted; nil: it does not say which.
  case otherLanguages(path: String, languages: LanguagePair?, wanted: LanguagePair)
  /// There is no such file; `variable` is the environment variable that names it, if one does.
  case notFound(path: String, variable: String?)
  /// The directory does not contain that file.
  case notInDirectory(path: String, file: String)
  /// A valid safetensors file, but not a translation model.
  case notAModel(path: String)
  /// A valid safetensors file, but not a language model; it may be a translation model.
  case notALanguageModel(path: String, isTranslationModel: Bool)
  /// A language model, where a translation model is needed.
  case languageModel(path: String)
  /// A model in a format that this version of the program does not know.
  case otherFormat(path: String, version: String, known: String)
  /// The configuration has something that this version of the program does not know.
  case unknownConfiguration(path: String, problem: String)
  /// Parts of the file are missing or inconsistent.
  case damaged(path: String, problem: String)
  /// Its vocabulary of one side, `source` or `target`, differs from that of the model `other`.
  case otherVocabulary(path: String, side: String, other: String)
  /// A language model whose tokens are not those of the target language of the model `other`.
  case otherTokens(path: String, other: String)
  /// Its shape differs from that of the model `other`: `property` is `value` here and `otherValue` there.
  case otherShape(
    path: String, property: String, value: String, other: String, otherValue: String)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noModel(let directory): "\(directory): there is no model"
    case .noModelBetween(let wanted, let others):
      "there is no model \(Self.phrase(wanted))"
        + (others.isEmpty ? "" : ", but \(others.map(Self.phrase).joined(separator: ", "))")
    case .otherLanguages(let path, let languages, let wanted):
      "\(path) translates \(languages.map(Self.phrase) ?? "between languages that it does not name"), "
        + "not \(Self.phrase(wanted))"
    case .notFound(let path, let variable):
      "\(path): no such file or directory, and no model of that name"
        + (variable.map { ", but $\($0) names it" } ?? "")
    case .notInDirectory(let path, let file):
      "\(path): no \(file) in this directory; name a model file, or a directory with one"
    case .notAModel(let path): "\(path): not a translation model, according to its metadata"
    case .notALanguageModel(let path, let isTranslationModel):
      "\(path): \(isTranslationModel ? "a translation model" : "according to its metadata"), not a language model"
    case .languageModel(let path): "\(path): a language model, not a translation model"
    case .otherFormat(let path, let version, let known):
      "\(path): a model of format version \(version), but this program reads version \(known)"
    case .unknownConfiguration(let path, let problem):
      "\(path): its configuration cannot be used: \(problem)"
    case .damaged(let path, let problem): "\(path): \(problem)"
    case .otherVocabulary(let path, let side, let other):
      "\(path): its \(side) vocabulary is not that of \(other); "
        + "only models with the same vocabularies can be combined"
    case .otherTokens(let path, let other):
      "\(path): its tokens are not those of the target language of \(other), "
        + "so it cannot say how likely they are"
    case .otherShape(let path, let property, let value, let other, let otherValue):
      "\(path): its \(property) is \(value), but \(otherValue) in \(other); "
        + "only models of the same shape can be averaged"
    }
  }

  private static func phrase(_ languages: LanguagePair) -> String {
    "from \(languages.source) to \(languages.target)"
  }
}
