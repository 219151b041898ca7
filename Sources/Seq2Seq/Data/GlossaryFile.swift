extension Glossary {
  /// Reads a glossary: in each line a source term, a TAB and the target term.
  ///
  /// Further columns are ignored, and so are blank lines, comments (lines that begin with `#` and a space, or have no
  /// TAB) and a first row that names the columns. Cells may be in quotation marks. `*` before a source term: it is found
  /// in any case and with any ending. `*` before a target term: it counts with any ending. The file may be compressed with
  /// gzip; a byte order mark, CRLF and other encodings than UTF-8 are understood as in files of sentence pairs.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``GlossaryError`` if it cannot be read, a line is not as described, or a term is there twice with
  ///   different translations.
  public init(path: String) throws(GlossaryError) {
    var builder = GlossaryBuilder(path: path)
    let lines = try GlossaryLines(path: path)
    while let line = try lines.next() {
      guard let (source, target) = try GlossaryLines.cells(of: line, builder) else { continue }
      try builder.add(source, target, line: line.number)
    }
    self.init(builder.entries)
  }
}

/// The lines of a glossary's file; errors are ``GlossaryError``s.
private struct GlossaryLines {
  private static let longest = 1 << 16
  private let reader: LineReader

  init(path: String) throws(GlossaryError) {
    do { reader = try LineReader(corpus: path, limit: Self.longest) } catch { throw .file(error) }
  }

  func next() throws(GlossaryError) -> LineReader.Line? {
    do { return try reader.next() } catch { throw .file(error) }
  }

  /// The first two cells of a line; nil if it holds no term.
  static func cells(
    of line: LineReader.Line, _ builder: GlossaryBuilder
  ) throws(GlossaryError) -> (String, String)? {
    guard let text = String(validating: line.bytes, as: UTF8.self), !line.bytes.contains(0) else {
      throw builder.fault(.notText, line.number)
    }
    if line.isOverlong { throw builder.fault(.tooLong, line.number) }
    if UTF8Text.isBlank(text) { return nil }
    guard let (source, target) = TabSeparated.columns(1, 2, of: line.bytes) else {
      if line.bytes.first == UInt8(ascii: "#") { return nil }
      throw builder.fault(.noTab, line.number)
    }
    if line.bytes.starts(with: "# ".utf8) { return nil }
    if line.number == 1, HeaderRow.isHeader(source, target) { return nil }
    return (unquoted(source), unquoted(target))
  }

  /// The text of a cell, without the quotation marks that a spreadsheet has put around it.
  private static func unquoted(_ cell: ArraySlice<UInt8>) -> String {
    let text = String(decoding: cell, as: UTF8.self)
    guard cell.count > 1, cell.first == 0x22, cell.last == 0x22 else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}
