/// Reads a file of a format with tags; errors are ``CorpusError``s.
struct MarkupLines {
  let path: String
  private let reader: XMLReader

  /// Opens a file, which may be compressed with gzip.
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
