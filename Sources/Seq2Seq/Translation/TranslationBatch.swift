internal import Synchronization

/// Lines that one thread of a ``TranslationService`` translates together, whichever calls they are of.
struct TranslationBatch: Sendable {
  /// What the lines of a batch have in common.
  struct Settings: Sendable, Hashable {
    var options = SearchOptions()
    var maximumTokens = 512
    /// A search takes another way where there can be prefixes, so that its sums may differ in the
    /// last bit; lines of both kinds must not meet.
    var hasPrefixes = false
  }

  /// What is to be translated.
  struct Line: Sendable {
    var text: String
    var prefix = ""
  }

  /// A line, and where its translation belongs.
  struct Item: Sendable {
    var line: Line
    var call: Int
    /// Counted from 0 in its call.
    var number: Int
    var cancellation: Cancellation
  }

  var settings: Settings
  var items: [Item] = []
}

/// Whether nobody waits for the translations of a call any more: said by a task, seen by a thread at work.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  func cancel() { flag.store(true, ordering: .relaxed) }
}
