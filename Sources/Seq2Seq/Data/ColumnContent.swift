/// What the cells of a column of a table hold, as far as a sample shows.
enum ColumnContent: Equatable {
  case text
  /// Numbers, dates or times: digits without letters.
  case numbers
  /// The same text in every row.
  case constant
  /// Words without spaces, nearly all of them with digits or slashes, such as addresses or numbers of sentences; or few
  /// different ones, such as codes of languages.
  case codes
  /// Nothing in most rows.
  case nothing

  /// The share of cells that must be of a kind.
  private static let share = 0.95
  /// In fewer rows, the same text may be chance.
  private static let fewestRows = 3

  /// Tells what a column holds.
  init(_ cells: [String]) {
    let filled = cells.filter { !UTF8Text.isBlank($0) }
    func isUsual(_ test: (String) -> Bool) -> Bool {
      Double(filled.count(where: test)) >= Self.share * Double(filled.count)
    }
    if filled.count * 2 < cells.count || filled.isEmpty {
      self = .nothing
    } else if isUsual(Self.isNumber) {
      self = .numbers
    } else if filled.count >= Self.fewestRows, isUsual({ $0 == filled[0] }) {
      self = .constant
    } else if isUsual(Self.isCode) || Self.areFew(filled) {
      self = .codes
    } else {
      self = .text
    }
  }

  private static func isNumber(_ cell: String) -> Bool {
    if Double(cell) != nil { return true }
    let scalars = cell.unicodeScalars
    return scalars.contains { $0.properties.numericType != nil }
      && !scalars.contains { $0.properties.isAlphabetic }
  }

  /// Whether there are few different cells, all without spaces.
  private static func areFew(_ cells: [String]) -> Bool {
    guard cells.count >= 20, cells.allSatisfy({ $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } })
    else { return false }
    return Set(cells).count * 5 <= cells.count
  }

  private static func isCode(_ cell: String) -> Bool {
    let bytes = cell.utf8
    return bytes.allSatisfy { (0x21...0x7E).contains($0) }
      && bytes.contains { (0x30...0x39).contains($0) || "/_".utf8.contains($0) }
  }

  /// What a message says that a column holds.
  var phrase: String {
    switch self {
    case .text: "text"
    case .numbers: "numbers only"
    case .constant: "the same text in every line"
    case .codes: "codes rather than sentences"
    case .nothing: "nothing in most lines"
    }
  }
}
