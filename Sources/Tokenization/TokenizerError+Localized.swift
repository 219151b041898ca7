#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

// Makes `error.localizedDescription` the error's own description.

extension TokenizerError: LocalizedError {
  /// The error as one line for people.
  public var errorDescription: String? { description }
}
