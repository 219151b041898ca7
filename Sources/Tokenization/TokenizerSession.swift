import Synchronization

/// What one thread needs to encode lines: word rules, a cache and room to work in.
///
/// @unchecked: it is used by one thread at a time, since ``TokenizerSessions`` lends it to one only.
final class TokenizerSession: @unchecked Sendable {
  private var segmenter: LineSegmenter
  private var scratch = MergeScratch()

  init(locale: String) throws(TokenizerError) {
    segmenter = try LineSegmenter(locale: locale)
  }

  func encode(_ line: String, with model: SubwordModel) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(line, to: &ids) { word, ids in
      switch model {
      case .bytePairs(let encoding): encoding.append(word: word, to: &ids, scratch: &scratch)
      case .words(let words): ids.append(words.id(of: word))
      }
    }
    return ids
  }

  /// With BPE-dropout. Uncached, as a word is not always the same pieces.
  func encode(
    _ line: String, with encoding: BytePairEncoding, isDropped: () -> Bool
  ) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(line, to: &ids, isCaching: false) { word, ids in
      encoding.append(word: word, to: &ids, scratch: &scratch, isDropped: isDropped)
    }
    return ids
  }
}

/// As many sessions as lines were ever encoded at once, for one tokenizer.
///
/// The lock is held only to take a session and to give it back, never while a line is encoded.
final class TokenizerSessions: Sendable {
  private let locale: String
  private let idle: Mutex<[TokenizerSession]>

  /// Opens the first one, so that a locale that cannot be used is found out here.
  init(locale: String) throws(TokenizerError) {
    self.locale = locale
    idle = Mutex([try TokenizerSession(locale: locale)])
  }

  func withSession<Result>(_ body: (TokenizerSession) -> Result) -> Result {
    let session = idle.withLock { $0.popLast() } ?? open()
    defer { idle.withLock { $0.append(session) } }
    return body(session)
  }

  private func open() -> TokenizerSession {
    do {
      return try TokenizerSession(locale: locale)
    } catch {
      // The same rules were opened before: only want of memory is left, which ends any Swift program.
      preconditionFailure("\(error)")
    }
  }
}
