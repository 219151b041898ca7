internal import Synchronization

/// Lines of any calls that one thread of a ``TranslationService`` translates together.
struct TranslationBatch: Sendable {
  /// What the lines of a batch have in common.
  struct Settings: Sendable, Hashable {
    var options = SearchOptions()
    var maximumTokens = 512
    /// If there can be prefixes, the search computes in another way, and its sums may differ in the
    /// last bit; so lines of both kinds must not be in one batch.
    var hasPrefixes = false
  }

  /// A line to be translated.
  struct Line: Sendable {
    var text: String
    var prefix = ""
  }

  /// A line, and where its translation belongs.
  struct Item: Sendable {
    var line: Line
    var call: Int
    /// The number of the line in its call, from 0.
    var number: Int
    var cancellation: Cancellation
  }

  var settings: Settings
  var items: [Item] = []
}

/// Whether nobody waits any more for the translations of a call; set by a task, read by threads.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }
}
