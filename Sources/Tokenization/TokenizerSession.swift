internal import Platform

/// What one thread needs to encode lines: the model, word rules, a cache and working memory.
///
/// The model is a property, not an argument, so that threads do not contend for its reference counts.
/// @unchecked Sendable: ``TokenizerSessions`` lends a session to one thread at a time.
final class TokenizerSession: @unchecked Sendable {
  private let model: SubwordModel
  private var segmenter: CasedSegmenter
  private var scratch = MergeScratch()

  init(
    model: SubwordModel, knownForms: KnownForms?, locale: String, caching lines: CachedLines
  ) throws(TokenizerError) {
    self.model = model
    segmenter = try CasedSegmenter(locale: locale, knownForms: knownForms, caching: lines)
  }

  /// The line with case marks, or as it is if case is spelled.
  func marked(_ line: String) -> String { segmenter.marked(line) }

  /// The line to be translated, as ``CaseMarker`` reads it.
  func reading(of line: String) -> CaseMarker.Reading { segmenter.reading(of: line) }

  /// The text of tokens, without the space at the beginning of the first word.
  func decode(_ ids: some Sequence<Int32>, _ style: CaseMarker.Style) -> String {
    var bytes: [UInt8] = []
    for id in ids { model.vocabulary.appendBytes(of: id, to: &bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    return (segmenter.marker?.text(of: text, style) ?? text).withoutFirstSpace
  }

  func encode(_ line: String) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(line, to: &ids) { word, ids in append(word, to: &ids) { false } }
    return ids
  }

  /// Encodes a line to be translated; also returns whether it is in capitals throughout.
  func read(_ line: String) -> (ids: [Int32], isInCapitals: Bool) {
    var ids: [Int32] = []
    let isInCapitals = segmenter.read(line, to: &ids) { word, ids in
      append(word, to: &ids) { false }
    }
    return (ids, isInCapitals)
  }

  /// Encodes a line in which case is marked.
  func encode(marked line: String) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(marked: line, to: &ids) { word, ids in append(word, to: &ids) { false } }
    return ids
  }

  /// Encodes a line with BPE-dropout, without the cache: the pieces of a word vary.
  func encode(marked line: String, isDropped: () -> Bool) -> [Int32] {
    var ids: [Int32] = []
    segmenter.append(marked: line, to: &ids, isCaching: false) { word, ids in
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

/// The sessions of a tokenizer: as many as there were lines encoded at the same time.
///
/// The lock is held only while a session is taken or given back, never while a line is encoded.
final class TokenizerSessions: Sendable {
  let model: SubwordModel
  let knownForms: KnownForms?
  let locale: String
  private let lines: CachedLines
  private let idle: Monitor<[TokenizerSession]>

  /// Opens the first session, so that an unusable locale throws here.
  init(model: SubwordModel, knownForms: KnownForms?, locale: String) throws(TokenizerError) {
    self.model = model
    self.knownForms = knownForms
    self.locale = locale
    lines = .some
    idle = Monitor([
      try TokenizerSession(model: model, knownForms: knownForms, locale: locale, caching: lines)
    ])
  }

  /// Sessions of the same tokenizer for the lines of a corpus.
  func forCorpus() -> TokenizerSessions { TokenizerSessions(forCorpus: self) }

  private init(forCorpus sessions: TokenizerSessions) {
    model = sessions.model
    knownForms = sessions.knownForms
    locale = sessions.locale
    lines = .corpus
    idle = Monitor([])
  }

  func withSession<Result>(_ body: (TokenizerSession) -> Result) -> Result {
    let session = idle.use { $0.popLast() } ?? open()
    defer { idle.use { $0.append(session) } }
    return body(session)
  }

  private func open() -> TokenizerSession {
    do {
      return try TokenizerSession(
        model: model, knownForms: knownForms, locale: locale, caching: lines)
    } catch {
      // The same rules were opened before, so this can fail only for lack of memory.
      preconditionFailure("\(error)")
    }
  }
}

extension String {
  fileprivate var withoutFirstSpace: String {
    utf8.first == Normalizer.space ? String(unicodeScalars.dropFirst()) : self
  }
}
