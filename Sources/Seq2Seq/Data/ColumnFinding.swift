/// Columns of a table that were chosen for source and target, but hold no sentences in two languages.
public struct ColumnFinding: Hashable, Codable, Sendable, CustomStringConvertible {
  /// Two columns, counted from 1.
  public struct Columns: Hashable, Codable, Sendable {
    /// The column of the source.
    public let source: Int
    /// The column of the target.
    public let target: Int
  }

  /// The table's file.
  public let file: String
  /// The columns that were chosen.
  public let chosen: Columns
  /// What is wrong with them, in a sentence without a full stop: "column 1 of pairs.tsv holds numbers only".
  public let problem: String
  /// The columns that look like text in two languages, if there are two.
  public let likely: Columns?

  /// What is wrong, and which columns look right.
  public var description: String {
    guard let likely else { return problem }
    let (first, second) = (
      min(likely.source, likely.target), max(likely.source, likely.target)
    )
    return "\(problem); columns \(first) and \(second) hold text"
  }
}

/// A table in which columns can be chosen.
protocol ColumnedPairs: PairsInFile {
  var sourceColumn: Int { get }
  var targetColumn: Int { get }
  /// The cells of the first rows.
  func sampleRows() throws(CorpusError) -> [[String]]
}

extension ColumnFinding {
  /// Looks at the first lines of tables.
  ///
  /// - Parameter source: a table, or several sources; a pipe is not looked at, because it can be read only once.
  /// - Returns: what is wrong with the columns that were chosen in each table.
  public static func findings(in source: any PairSource) -> [ColumnFinding] {
    if let combined = source as? CombinedPairs { return combined.sources.flatMap(findings) }
    guard let table = source as? any ColumnedPairs, table.isRepeatable,
      let rows = try? table.sampleRows()
    else { return [] }
    return ColumnFinding(table, rows).map { [$0] } ?? []
  }

  private init?(_ table: any ColumnedPairs, _ rows: [[String]]) {
    // The first row may name the columns.
    let rows = rows.count > 2 ? Array(rows.dropFirst()) : rows
    let (source, target) = (table.sourceColumn, table.targetColumn)
    guard let columns = Self.columns(of: rows), max(source, target) <= columns.count else {
      return nil
    }
    let contents = columns.map(ColumnContent.init)
    let texts = contents.indices.filter { contents[$0] == .text }
    let other = texts.first.flatMap { first in
      texts.first { !Self.areSame(columns[first], columns[$0]) }.map { (first + 1, $0 + 1) }
    }
    likely = other.map {
      source < target ? Columns(source: $0.0, target: $0.1) : Columns(source: $0.1, target: $0.0)
    }
    let wrong = [source, target].filter { contents[$0 - 1] != .text }
    let areSame = wrong.isEmpty && Self.areSame(columns[source - 1], columns[target - 1])
    // Without a better choice, codes may be the words of some language; copies and repetitions are counted in any case.
    let isNamed = wrong.contains { contents[$0 - 1] == .numbers } || likely != nil
    guard isNamed, areSame || !wrong.isEmpty else { return nil }
    file = table.path
    chosen = Columns(source: source, target: target)
    problem =
      areSame
      ? "columns \(min(source, target)) and \(max(source, target)) of \(file) hold the same text"
      : Self.problem(wrong.sorted().map { ($0, contents[$0 - 1]) }, file)
  }

  private static func problem(_ wrong: [(column: Int, content: ColumnContent)], _ file: String)
    -> String
  {
    if wrong.count == 2, wrong[0].content == wrong[1].content {
      return
        "columns \(wrong[0].column) and \(wrong[1].column) of \(file) hold \(wrong[0].content.phrase)"
    }
    let rest = wrong.dropFirst().map { ", column \($0.column) \($0.content.phrase)" }.joined()
    return "column \(wrong[0].column) of \(file) holds \(wrong[0].content.phrase)\(rest)"
  }

  /// The columns that nearly all rows have; nil if there are not two.
  private static func columns(of rows: [[String]]) -> [[String]]? {
    let counts = rows.map(\.count).filter { $0 > 1 }.sorted()
    guard !counts.isEmpty else { return nil }
    let width = counts[counts.count / 20]
    let complete = rows.filter { $0.count >= width }
    return (0..<width).map { column in complete.map { $0[column] } }
  }

  /// Whether nearly all cells of two columns are the same.
  private static func areSame(_ first: [String], _ second: [String]) -> Bool {
    let same = zip(first, second).count { $0 == $1 || $0.lowercased() == $1.lowercased() }
    return Double(same) >= 0.9 * Double(first.count)
  }
}
