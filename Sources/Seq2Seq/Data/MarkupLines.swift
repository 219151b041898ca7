/// Reads a file of a format with tags; errors are ``CorpusError``s.
struct MarkupLines {
  let path: String
  private let reader: XMLReader

  /// Opens a file whose outermost element must have a name.
  init(path: String) throws(CorpusError) {
    self.path = path
    do {
      reader = XMLReader(TextSource(try OpenFile(reading: path), guesses: true))
    } catch {
      throw .file(error)
    }
  }

  /// The line that has been read up to.
  var line: Int { reader.line }
  /// The names of the elements that are open, the outermost first.
  var open: [String] { reader.path }

  /// What was found out about the file.
  var notes: [CorpusNote] {
    reader.encoding.map { [CorpusNote("\(path) is read as \($0)")] } ?? []
  }

  func next() throws(CorpusError) -> XMLReader.Event? {
    do {
      return try reader.next()
    } catch {
      switch error {
      case .file(let error): throw .file(error)
      case .problem(let problem):
        throw .malformed(path: path, line: problem.line, problem: problem.text)
      }
    }
  }

  /// Throws unless the outermost element is the one expected.
  func check(_ tag: XMLTag, isOutermost name: String) throws(CorpusError) {
    guard open.count == 1, tag.name != name else { return }
    throw .malformed(
      path: path, line: line,
      problem: "it begins with <\(tag.name)>, not <\(name)>; is it a file of another format?")
  }
}

/// Tells which segments of a file are in the languages of a corpus.
struct LanguageChoice {
  /// The place of a language among others: the same, or else the first that differs only in its region.
  static func place(of language: String, in languages: [String]) -> Int? {
    let plain = languages.map { $0.lowercased().replacing("_", with: "-") }
    return plain.firstIndex(of: language.lowercased().replacing("_", with: "-"))
      ?? plain.firstIndex { base($0) == base(language) }
  }

  /// A language's code without its region.
  static func base(_ language: String) -> String {
    let code = language.prefix { $0 != "-" && $0 != "_" }
    return LanguageCode.named(code) ?? code.lowercased()
  }
}

extension PairFault {
  /// A segment has no text in one of the languages chosen; `found` are languages that the file has.
  static func withoutLanguages(_ languages: LanguagePair, found: [String]) -> PairFault {
    PairFault(
      "without \(languages.source) or \(languages.target)",
      lack: "no text in both \(languages.source) and \(languages.target)",
      remedy: "it has \(found.joined(separator: ", "))")
  }

  /// There is no translation yet.
  public static let untranslated = PairFault(
    "not translated", lack: "no translation", remedy: "have it translated first")
}
