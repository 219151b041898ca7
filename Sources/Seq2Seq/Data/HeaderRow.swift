/// Recognises a first row that names the columns instead of holding a pair.
enum HeaderRow {
  /// Words, besides names of languages, of which such names consist.
  private static let words: Set<String> = [
    "source", "target", "src", "tgt", "trg", "text", "texts", "sentence", "sentences", "segment",
    "string",
    "phrase", "translation", "translated", "original", "reference", "language", "lang", "input",
    "output",
    "column", "col", "from", "to", "in", "the",
  ]
  /// Words that name a column by themselves.
  private static let names: Set<String> = [
    "source", "target", "src", "tgt", "trg", "translation", "original", "sentence", "text",
    "segment",
    "reference",
  ]
  private static let longestCell = 60

  /// Whether both cells name columns.
  static func isHeader(_ source: ArraySlice<UInt8>, _ target: ArraySlice<UInt8>) -> Bool {
    guard source.count <= longestCell, target.count <= longestCell,
      !source.elementsEqual(target),
      let first = String(validating: source, as: UTF8.self),
      let second = String(validating: target, as: UTF8.self)
    else { return false }
    return isName(first) && isName(second)
  }

  /// The languages that the first pair names, if it is a header; nil if the source is a pipe, which can be read only once.
  static func languages(ofFirstPairIn source: TabSeparatedPairs) -> LanguagePair? {
    guard source.isRepeatable, source.sourceColumn >= 1, source.targetColumn >= 1,
      let lines = try? TableLines(path: source.path, limit: source.maximumLineLength),
      case .cells(let cells)? = try? lines.record(delimiter: 0x09)?.record
    else { return nil }
    return languages(of: cells, (source.sourceColumn, source.targetColumn))
  }

  /// The languages that the cells of a header name.
  static func languages(
    of cells: [QuotedCells.Cell], _ columns: (source: Int, target: Int)
  ) -> LanguagePair? {
    guard max(columns.source, columns.target) <= cells.count else { return nil }
    let source = cells[columns.source - 1].bytes
    let target = cells[columns.target - 1].bytes
    guard isHeader(source[...], target[...]), let first = language(source),
      let second = language(target), first != second
    else { return nil }
    return LanguagePair(source: first, target: second)
  }

  private static func language(_ cell: [UInt8]) -> String? {
    let words = words(of: String(decoding: cell, as: UTF8.self))
    let named = words.compactMap { Self.words.contains($0) ? nil : LanguageCode.named($0) }
    return named.count == 1 ? named[0] : nil
  }

  private static func isName(_ cell: String) -> Bool {
    let words = words(of: cell)
    guard words.allSatisfy({ Self.words.contains($0) || LanguageCode.named($0) != nil }) else {
      return false
    }
    return words.contains {
      names.contains($0) || (!Self.words.contains($0) && LanguageCode.named($0) != nil)
    }
  }

  private static func words(of cell: String) -> [String] {
    cell.lowercased().unicodeScalars.split { !$0.properties.isAlphabetic }.map { String($0) }
  }
}

extension PairFault {
  /// The first row names the columns.
  public static let header = PairFault("naming the columns")
}
