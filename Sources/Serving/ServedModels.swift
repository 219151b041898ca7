internal import Formatting
internal import HTTPTypes
package import Seq2Seq

/// The models that a server translates with, one for each pair of languages.
package struct ServedModels: Sendable {
  /// Why models cannot be served together.
  package enum Problem: Error, CustomStringConvertible {
    case unknownLanguages(path: String)
    case twice(LanguagePair, first: String, second: String)
    case none(directory: String)

    /// One line: what is wrong.
    package var description: String {
      switch self {
      case .unknownLanguages(let path):
        "\(path) does not say what languages it translates between"
      case .twice(let pair, let first, let second):
        "\(first) and \(second) both translate from \(pair.source) to \(pair.target); leave one of them out"
      case .none(let directory): "there is no model in \(directory)"
      }
    }
  }

  /// A language by its code and its English name.
  struct Language: Sendable {
    let code: String
    let name: String
    /// The codes of the languages it can be translated to, itself included.
    let targets: [String]
  }

  /// The languages of all models, sorted by their codes.
  let languages: [Language]
  private let services: [LanguagePair: TranslationService]
  let detector: LanguageDetector

  /// Reads models.
  ///
  /// - Parameters:
  ///   - paths: the model files, at least one.
  ///   - make: reads a model and makes what translates with it.
  /// - Throws: ``Problem``, or what `make` throws.
  package init(
    _ paths: [String], _ make: (String) async throws -> TranslationService
  ) async throws {
    var services: [LanguagePair: TranslationService] = [:]
    var origins: [LanguagePair: String] = [:]
    for path in paths {
      let service = try await make(path)
      guard let pair = service.models.first?.languages else {
        throw Problem.unknownLanguages(path: path)
      }
      if let first = origins[pair] { throw Problem.twice(pair, first: first, second: path) }
      services[pair] = service
      origins[pair] = path
    }
    self.init(services)
  }

  private init(_ services: [LanguagePair: TranslationService]) {
    self.services = services
    let pairs = services.keys
    let codes = Set(pairs.flatMap { [$0.source, $0.target] })
    languages = codes.sorted().map { code in
      let targets = pairs.filter { $0.source == code }.map(\.target)
      let name = LanguageCode.name(of: LanguageChoice.base(code)) ?? code
      return Language(code: code, name: name, targets: Set(targets + [code]).sorted())
    }
    detector = LanguageDetector(services.values.flatMap(\.models))
  }

  /// The lines of all languages that no thread has begun to translate.
  var waitingLines: Int { services.values.reduce(0) { $0 + $1.waitingLines } }

  /// The code of a language as the models have it; a region that they do not know is no matter.
  func code(of language: String) throws(APIError) -> String {
    guard let place = LanguageChoice.place(of: language, in: languages.map(\.code)) else {
      throw APIError(
        .badRequest,
        "\(language.shown) is not supported; there are \(languages.map(\.code).joined(separator: ", "))"
      )
    }
    return languages[place].code
  }

  /// What translates between two languages; nil if they are the same, so that nothing is to be translated.
  func service(from source: String, to target: String) throws(APIError) -> TranslationService? {
    if source == target { return nil }
    if let service = services[LanguagePair(source: source, target: target)] { return service }
    let names = [target, source].map { code in
      "\(languages.first { $0.code == code }?.name ?? code) (\(code))"
    }
    throw APIError(
      .badRequest, "\(names[0]) is not available as a target language from \(names[1])")
  }
}

extension String {
  /// A word of the request for a message: not too long, and in one line.
  var shown: String {
    let text = unicodeScalars.prefix(40).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(text)) + (unicodeScalars.count > 40 ? "…" : "")
  }
}
