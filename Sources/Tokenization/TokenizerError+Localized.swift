#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

// `error.localizedDescription` is the sentence that the error itself says.

extension TokenizerError: LocalizedError {
  /// What is wrong, in one line.
  public var errorDescription: String? { description }
}
