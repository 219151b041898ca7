/// The calls that a ``TranslationService`` serves: lines that wait, and translations not taken yet.
///
/// It is a plain value, without threads or tasks. Batches are filled with one line of each call in
/// turn, so that a call of one line is in the next batch however many lines other calls have.
struct TranslationCalls {
  /// One caller's lines and their translations.
  private struct Call {
    let settings: TranslationBatch.Settings
    let cancellation = Cancellation()

    init(_ settings: TranslationBatch.Settings) { self.settings = settings }

    var waiting: ArraySlice<TranslationBatch.Line> = []
    /// How many lines were added, were put into batches, and had their translations taken by the caller.
    var added = 0
    var begun = 0
    var taken = 0
    /// Translations not taken yet, by the number of the line.
    var results: [Int: Translation] = [:]
    var isComplete = false
    var failure: (any Error)?
  }

  /// The answer to a caller who asks for the next translation.
  enum Next {
    case translation(Translation)
    /// It is not ready yet.
    case later
    /// There are no more translations.
    case end
    /// The lines ended with an error.
    case failure(any Error)
    /// The call was cancelled, or has ended before.
    case cancelled
  }

  private var calls: [Int: Call] = [:]
  private var opened = 0
  /// Calls that have waiting lines, the one whose turn it is first.
  private var turns: ArraySlice<Int> = []
  /// Waiting lines of all calls.
  private(set) var waitingLines = 0

  /// Calls that are neither at their end nor cancelled.
  var count: Int { calls.count }

  // MARK: - The caller's side

  /// Begins a call, and returns its number.
  mutating func open(_ settings: TranslationBatch.Settings) -> Int {
    opened += 1
    calls[opened] = Call(settings)
    return opened
  }

  /// Adds lines to a call; false if it has ended or was cancelled.
  @discardableResult
  mutating func add(_ lines: [TranslationBatch.Line], to call: Int) -> Bool {
    guard calls[call] != nil else { return false }
    if calls[call]?.waiting.isEmpty == true && !lines.isEmpty { turns.append(call) }
    calls[call]?.waiting += lines
    calls[call]?.added += lines.count
    waitingLines += lines.count
    return true
  }

  /// How many lines of a call have a translation not taken yet; nil if it has ended or was cancelled.
  func openLines(of call: Int) -> Int? { calls[call].map { $0.added - $0.taken } }

  /// Says that a call has no more lines, perhaps because of an error.
  mutating func complete(_ call: Int, failure: (any Error)? = nil) {
    calls[call]?.isComplete = true
    calls[call]?.failure = failure
  }

  /// Takes the next translation of a call, in the order of its lines; after the last one, the call ends.
  mutating func next(of call: Int) -> Next {
    guard let state = calls[call] else { return .cancelled }
    if let translation = calls[call]?.results.removeValue(forKey: state.taken) {
      calls[call]?.taken += 1
      return .translation(translation)
    }
    guard state.isComplete && state.taken == state.added else { return .later }
    calls[call] = nil
    return state.failure.map { .failure($0) } ?? .end
  }

  /// Whether `next` would return something other than `later`.
  func isReady(_ call: Int) -> Bool {
    guard let state = calls[call] else { return true }
    return state.results[state.taken] != nil || (state.isComplete && state.taken == state.added)
  }

  /// Forgets a call: its lines leave the queue, and the batches that are being translated.
  mutating func cancel(_ call: Int) {
    guard let state = calls.removeValue(forKey: call) else { return }
    state.cancellation.cancel()
    waitingLines -= state.waiting.count
    if !state.waiting.isEmpty { turns.removeAll { $0 == call } }
  }

  // MARK: - The threads' side

  /// Takes lines to be translated together: one of each call in turn, until the batch is full.
  ///
  /// - Parameters:
  ///   - share: how many threads share the waiting lines, this one included.
  ///   - bytes: the bytes of text at which a batch is full; its last line may exceed them.
  /// - Returns: the batch; nil if no lines wait.
  mutating func take(share: Int, bytes: Int) -> TranslationBatch? {
    guard let first = turns.first, let settings = calls[first]?.settings else { return nil }
    var batch = TranslationBatch(settings: settings)
    let most = min(max(1, settings.options.batch), (waitingLines + share - 1) / share)
    var (size, others) = (0, [Int]())
    while batch.items.count < most, size < bytes, let call = turns.popFirst() {
      guard calls[call]?.settings == settings else {
        others.append(call)
        continue
      }
      guard let item = takeLine(of: call) else { continue }
      size += item.line.text.utf8.count
      batch.items.append(item)
    }
    // The calls passed over have waited for longer; the next batch has the settings of the first.
    turns = others + turns
    waitingLines -= batch.items.count
    return batch
  }

  private mutating func takeLine(of call: Int) -> TranslationBatch.Item? {
    guard let state = calls[call], let line = calls[call]?.waiting.popFirst() else { return nil }
    calls[call]?.begun += 1
    if state.waiting.count > 1 { turns.append(call) }
    return .init(
      line: line, call: call, number: state.begun, cancellation: state.cancellation)
  }

  /// Stores the translations of a batch; those of cancelled calls are dropped.
  mutating func deliver(_ translations: [Translation], for batch: TranslationBatch) {
    for (item, translation) in zip(batch.items, translations) {
      calls[item.call]?.results[item.number] = translation
    }
  }
}
