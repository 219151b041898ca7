internal import Formatting

/// Why a training would not fit into memory, and with what it would.
public struct MemoryShortage: Sendable, Hashable, CustomStringConvertible {
  /// What would make the training fit.
  public enum Remedy: Sendable, Hashable {
    /// Batches of at most this size.
    case batch(BatchOptions.Size)
    /// One thread, and batches of one sentence, are still too much, or the weights are by themselves.
    case smallerModel
  }

  /// Bytes that the training needs, as far as they are known.
  public let needed: Int
  /// Bytes that it can have.
  public let available: Int
  /// Who sets this limit.
  let limit: String
  /// What would make the training fit.
  public let remedy: Remedy

  init(needed: Int, _ available: AvailableMemory, _ remedy: Remedy) {
    self.needed = needed
    self.available = available.bytes
    limit = available.limit
    self.remedy = remedy
  }

  /// What is wrong, in one line.
  public var description: String {
    "this training needs \(Self.megabytes(needed)) of memory, but \(limit) \(Self.megabytes(available))"
  }

  private static func megabytes(_ bytes: Int) -> String {
    "\((bytes / 1_000_000 + 1).grouped) MB"
  }
}
