/// Why a model file cannot be used.
public enum ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file cannot be read or written, or is no safetensors file.
  case file(SafeTensorsError)
  /// No model is named, and none is in the places where one may be; the first of them is `directory`.
  case noModel(directory: String)
  /// Nothing of that name exists; `variable` is the environment variable that says it, if one does.
  case notFound(path: String, variable: String?)
  /// The directory has no file of that name in it.
  case notInDirectory(path: String, file: String)
  /// A sound safetensors file, but no translation model.
  case notAModel(path: String)
  /// A model of a format that this version of the program does not know.
  case otherFormat(path: String, version: String, known: String)
  /// A model with something in its configuration that this version of the program does not know.
  case unknownConfiguration(path: String, problem: String)
  /// What is in the file does not fit together, or is not all there.
  case damaged(path: String, problem: String)
  /// Its vocabulary of a side, `source` or `target`, is not that of the model `other`.
  case otherVocabulary(path: String, side: String, other: String)
  /// Its shape is not that of the model `other`: `property` is `value` here and `otherValue` there.
  case otherShape(
    path: String, property: String, value: String, other: String, otherValue: String)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noModel(let directory): "\(directory): there is no model"
    case .notFound(let path, let variable):
      "\(path): no such file or directory" + (variable.map { ", but $\($0) names it" } ?? "")
    case .notInDirectory(let path, let file):
      "\(path): no \(file) in this directory; name a model file, or a directory with one"
    case .notAModel(let path): "\(path): not a translation model: its metadata does not say so"
    case .otherFormat(let path, let version, let known):
      "\(path): a model of format version \(version), but this program reads version \(known)"
    case .unknownConfiguration(let path, let problem):
      "\(path): its configuration cannot be used: \(problem)"
    case .damaged(let path, let problem): "\(path): \(problem)"
    case .otherVocabulary(let path, let side, let other):
      "\(path): its \(side) vocabulary is not that of \(other); "
        + "only models with the same vocabularies and languages go together"
    case .otherShape(let path, let property, let value, let other, let otherValue):
      "\(path): its \(property) is \(value), but \(otherValue) in \(other); "
        + "only models of the same shape can be averaged"
    }
  }
}
