#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

// `error.localizedDescription` is the sentence that the error itself says.

extension TrainingError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension ModelError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension SearchError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension CorpusError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension LanguageError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension FileError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}

extension SafeTensorsError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}
