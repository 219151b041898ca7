internal import Platform

/// What one thread needs to encode lines: the model, word rules, a cache and room to work in.
///
/// The model is a property, not an argument, so that threads do not fight over its reference counts.
/// @unchecked: it is used by one thread at a time, since ``TokenizerSessions`` lends it to one only.
final class TokenizerSession: @unchecked Sendable {
  private let model: SubwordModel
  private var segmenter: LineSegmenter
  private var scratch = MergeScratch()

  init(model: SubwordModel, locale: String) throws(TokenizerError) {
    self.model = model
    segmenter = try LineSegmenter(locale: locale)
  }

  func encode(_ line: String) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(line, to: &ids) { word, ids in append(word, to: &ids) { false } }
    return ids
  }

  /// With BPE-dropout, and so uncached: a word is not always the same pieces.
  func encode(_ line: String, isDropped: () -> Bool) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(line, to: &ids, isCaching: false) { word, ids in
      append(word, to: &ids, isDropped: isDropped)
    }
    return ids
  }

  private func append(
    _ word: Span<UInt8>, to ids: inout [Int32], isDropped: () -> Bool
  ) {
    switch model {
    case .bytePairs(let encoding):
      encoding.append(word: word, to: &ids, scratch: &scratch, isDropped: isDropped)
    case .words(let words):
      ids.append(words.id(of: word))
    }
  }
}

/// As many sessions as lines were ever encoded at once, for one tokenizer.
///
/// The lock is held only to take a session and to give it back, never while a line is encoded.
final class TokenizerSessions: Sendable {
  let model: SubwordModel
  let locale: String
  private let idle: Monitor<[TokenizerSession]>

  /// Opens the first one, so that a locale that cannot be used is found out here.
  init(model: SubwordModel, locale: String) throws(TokenizerError) {
    self.model = model
    self.locale = locale
    idle = Monitor([try TokenizerSession(model: model, locale: locale)])
  }

  func withSession<Result>(_ body: (TokenizerSession) -> Result) -> Result {
    let session = idle.use { $0.popLast() } ?? open()
    defer { idle.use { $0.append(session) } }
    return body(session)
  }

  private func open() -> TokenizerSession {
    do {
      return try TokenizerSession(model: model, locale: locale)
    } catch {
      // The same rules were opened before: only want of memory is left, which ends any Swift program.
      preconditionFailure("\(error)")
    }
  }
}
