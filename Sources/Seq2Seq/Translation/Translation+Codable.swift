package import Formatting

/// The JSON of a translation, with the keys in this order, as the command prints it:
/// `translation` (the first candidate's text), `candidates`, `source_tokens`, `cut`, `missing_terms` if there are any: for
/// each `source` and `target`, `missing_spans` if there are any, and `sentences` if there were several: for each `source`, then the keys of its translation.
extension Translation: Codable {
  private enum CodingKeys: String, CodingKey {
    case text = "translation"
    case candidates
    case sourceTokens = "source_tokens"
    case wasCut = "cut"
    case missingTerms = "missing_terms"
    case missingSpans = "missing_spans"
    case sentences
  }

  /// Reads what `encode(to:)` has written; other keys, such as those of a printed line, are ignored.
  ///
  /// - Parameter decoder: where the fields are.
  /// - Throws: `DecodingError` if a key is missing, or a value is of another kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    candidates = try container.decode([Candidate].self, forKey: .candidates)
    sourceTokens = try container.decode(Int.self, forKey: .sourceTokens)
    wasCut = try container.decode(Bool.self, forKey: .wasCut)
    missingTerms =
      try container.decodeIfPresent([MissingTerm].self, forKey: .missingTerms) ?? []
    missingSpans = try container.decodeIfPresent([String].self, forKey: .missingSpans) ?? []
    sentences = try container.decodeIfPresent([Sentence].self, forKey: .sentences) ?? []
  }

  /// Writes the fields that the command prints.
  ///
  /// - Parameter encoder: where the fields go.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(jsonFields { $0.alignment?.json }).encode(to: encoder)
  }

  /// The fields of the JSON; `alignment` gives the value for a candidate's alignment, or nil for none.
  package func jsonFields(
    alignment: (Candidate) -> JSONValue?
  ) -> [(String, JSONValue)] {
    let missing = missingTerms.map { term in
      JSONValue.object([("source", .string(term.source)), ("target", .string(term.target))])
    }
    let fields: [(CodingKeys, JSONValue)] = [
      (.text, .string(text)),
      (.candidates, .array(candidates.map { .object($0.jsonFields(alignment: alignment($0))) })),
      (.sourceTokens, .integer(sourceTokens)),
      (.wasCut, .boolean(wasCut)),
      (.missingTerms, .array(missing)),
      (.missingSpans, .array(missingSpans.map { .string($0) })),
      (.sentences, .array(sentences.map { .object($0.jsonFields(alignment: alignment)) })),
    ]
    return fields.filter { key, _ in
      switch key {
      case .sentences: !sentences.isEmpty
      case .missingTerms: !missing.isEmpty
      case .missingSpans: !missingSpans.isEmpty
      default: true
      }
    }.map { ($0.rawValue, $1) }
  }
}

/// `source`, then the keys of the translation.
extension Translation.Sentence: Codable {
  private enum CodingKeys: String, CodingKey {
    case source
  }

  /// Reads what `encode(to:)` has written.
  ///
  /// - Parameter decoder: where the fields are.
  /// - Throws: `DecodingError` if a key is missing, or a value is of another kind.
  public init(from decoder: any Decoder) throws {
    source = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .source)
    translation = try Translation(from: decoder)
  }

  /// Writes the fields that the command prints for a sentence.
  ///
  /// - Parameter encoder: where the fields go.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(jsonFields { $0.alignment?.json }).encode(to: encoder)
  }

  fileprivate func jsonFields(
    alignment: (Translation.Candidate) -> JSONValue?
  ) -> [(String, JSONValue)] {
    [(CodingKeys.source.rawValue, .string(source))] + translation.jsonFields(alignment: alignment)
  }
}

/// `text`, `score`, `log_probability`, `tokens`, `finished` and, if there are such, `language_log_probability` and
/// `alignment`.
extension Translation.Candidate: Codable {
  private enum CodingKeys: String, CodingKey {
    case text, score, tokens, alignment
    case logProbability = "log_probability"
    case languageLogProbability = "language_log_probability"
    case isFinished = "finished"
  }

  /// Reads what `encode(to:)` has written.
  ///
  /// An alignment that the command has printed as links only, a string, has no weights and is left out.
  ///
  /// - Parameter decoder: where the fields are.
  /// - Throws: `DecodingError` if a key is missing, or a value is of another kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    score = try container.number(forKey: .score)
    logProbability = try container.number(forKey: .logProbability)
    if container.contains(.languageLogProbability) {
      languageLogProbability = try container.number(forKey: .languageLogProbability)
    }
    tokens = try container.decode(Int.self, forKey: .tokens)
    isFinished = try container.decode(Bool.self, forKey: .isFinished)
    let hasLinksAlone = (try? container.decode(String.self, forKey: .alignment)) != nil
    alignment =
      hasLinksAlone ? nil : try container.decodeIfPresent(Alignment.self, forKey: .alignment)
  }

  /// Writes the fields that the command prints for a candidate.
  ///
  /// - Parameter encoder: where the fields go.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(jsonFields(alignment: alignment?.json)).encode(to: encoder)
  }

  fileprivate func jsonFields(alignment: JSONValue?) -> [(String, JSONValue)] {
    let fields: [(CodingKeys, JSONValue?)] = [
      (.text, .string(text)),
      (.score, .single(score)),
      (.logProbability, .single(logProbability)),
      (
        .languageLogProbability,
        languageLogProbability == 0 ? nil : .single(languageLogProbability)
      ),
      (.tokens, .integer(tokens)),
      (.isFinished, .boolean(isFinished)),
      (.alignment, alignment),
    ]
    return fields.compactMap { key, value in value.map { (key.rawValue, $0) } }
  }
}

/// `source` and `target`, the tokens; `weights`, a row for each target token; `source_words` and
/// `target_words`, the number of the word that each token belongs to, or null; `copied`, if there are any, the pairs of
/// words that came through without the model.
extension Alignment: Codable {
  private enum CodingKeys: String, CodingKey {
    case source, target, weights, copied
    case sourceWords = "source_words"
    case targetWords = "target_words"
  }

  /// Reads what `encode(to:)` has written.
  ///
  /// - Parameter decoder: where the fields are.
  /// - Throws: `DecodingError` if a key is missing, a value is of another kind, or the weights are not one
  ///   row per target token with one weight per source token.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let sourceWords = try container.decode([Int?].self, forKey: .sourceWords)
    let targetWords = try container.decode([Int?].self, forKey: .targetWords)
    source = try container.decode([String].self, forKey: .source)
    target = try container.decode([String].self, forKey: .target)
    let weights = try container.decode([[Float]].self, forKey: .weights)
    rows = weights.map { Row($0) }
    (self.sourceWords, self.targetWords) = (sourceWords, targetWords)
    let links = try container.decodeIfPresent([[Int]].self, forKey: .copied) ?? []
    copied = links.filter { $0.count == 2 }.map { Link(source: $0[0], target: $0[1]) }
    let isWhole =
      weights.count == target.count && weights.allSatisfy { $0.count == source.count }
      && Self.areWords(sourceWords, of: source, copied: copied)
      && Self.areWords(targetWords, of: target, copied: copied)
    guard isWhole else {
      throw DecodingError.dataCorruptedError(
        forKey: .weights, in: container,
        debugDescription: "an alignment has a word and a row of weights for each token")
    }
  }

  /// Words are counted from 0, and there are no more of them than tokens, but for those of spans.
  private static func areWords(_ words: [Int?], of tokens: [String], copied: [Link]) -> Bool {
    let hasSpans = !copied.isEmpty || tokens.contains { $0.hasPrefix("<span ") }
    let most = tokens.count + (hasSpans ? mostWordsOfSpans : 0)
    return words.count == tokens.count
      && words.allSatisfy { $0.map { (0..<most).contains($0) } ?? true }
  }

  private static let mostWordsOfSpans = 100_000

  /// Writes tokens, weights and words.
  ///
  /// - Parameter encoder: where the fields go.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  package var json: JSONValue {
    var fields: [(CodingKeys, [JSONValue])] = [
      (.source, source.map { .string($0) }),
      (.target, target.map { .string($0) }),
      (.weights, weights.map { .array($0.map { .single($0) }) }),
      (.sourceWords, sourceWords.map { $0.map { .integer($0) } ?? .null }),
      (.targetWords, targetWords.map { $0.map { .integer($0) } ?? .null }),
    ]
    if !copied.isEmpty {
      fields.append((.copied, copied.map { .array([.integer($0.source), .integer($0.target)]) }))
    }
    return .object(fields.map { ($0.rawValue, .array($1)) })
  }
}

extension JSONValue {
  /// A number of single precision in as few digits as it needs; null if it is infinite.
  fileprivate static func single(_ number: Float) -> JSONValue {
    number.isFinite ? .number(Double("\(number)") ?? Double(number)) : .null
  }
}

extension KeyedDecodingContainer {
  /// A log probability; null stands for -∞.
  fileprivate func number(forKey key: Key) throws -> Float {
    try decodeNil(forKey: key) ? -.infinity : decode(Float.self, forKey: key)
  }
}
