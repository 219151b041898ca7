internal import Platform

/// Divides lines into sentences by the rules of a language; many threads may use it at once.
///
/// Copies share their working memory: as much as there were lines divided at the same time.
package struct SentenceSplitter: Sendable {
  /// One thread's rules.
  ///
  /// @unchecked Sendable: the splitter lends a session to one thread at a time.
  private final class Session: @unchecked Sendable {
    var breaker: SentenceBreaker

    init(locale: String) throws(TokenizerError) { breaker = try SentenceBreaker(locale: locale) }
  }

  /// Sessions that no thread uses at the moment.
  private final class Pool: Sendable {
    let idle = Monitor<[Session]>([])
  }

  private let locale: String
  private let pool = Pool()

  /// Creates a splitter for a language; "" is ICU's root locale.
  package init(locale: String) { self.locale = locale }

  /// The sentences of a line, in order, as ranges of its UTF-8; together they are the whole line.
  ///
  /// White space belongs to the sentence before it. If ICU's rules cannot be opened, a line is one sentence.
  /// No sentence ends within a span.
  package func sentences(of line: String, _ spans: [TextSpan] = []) -> [Range<Int>] {
    guard let session = pool.idle.use({ $0.popLast() }) ?? (try? Session(locale: locale)) else {
      return line.isEmpty ? [] : [0..<line.utf8.count]
    }
    defer { pool.idle.use { $0.append(session) } }
    return session.breaker.sentences(of: line, spans)
  }
}
