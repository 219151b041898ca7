import ArgumentParser

/// Forced beginnings of translations.
struct PrefixArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Begin every translation with this text.", valueName: "text"))
  var prefix: String?

  @Option(
    help: ArgumentHelp(
      """
      Read lines as TSV: translate column 1, and begin its translation with the text of this column.
      """,
      valueName: "column"))
  var prefixColumn: Int?

  func validate() throws {
    try check(prefixColumn, "--prefix-column", in: 2...10_000)
    if prefix != nil && prefixColumn != nil {
      throw ValidationError("give either --prefix or --prefix-column, not both")
    }
  }

  /// The source of each line, and the beginning of its translation; no beginnings if none were asked for.
  func divide(_ lines: [InputLine]) -> (sources: [InputLine], prefixes: [String]) {
    if let prefix { return (lines, lines.map { _ in prefix }) }
    guard let prefixColumn else { return (lines, []) }
    var (sources, prefixes) = ([InputLine](), [String]())
    for var line in lines {
      let columns = line.text.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
      prefixes.append(columns.count < prefixColumn ? "" : columns[prefixColumn - 1])
      line.text = columns[0]
      sources.append(line)
    }
    return (sources, prefixes)
  }
}
