import Formatting
import Markup
import Seq2Seq

/// Warnings about lines of input: the first of each kind by line number, the rest counted.
struct LineWarnings {
  enum Kind: CaseIterable {
    case repaired, nul, overlong, cut, cutBeginning, unscored

    var text: String {
      switch self {
      case .repaired: "is not UTF-8; its invalid bytes became U+FFFD"
      case .nul: "holds NUL characters; they became spaces"
      case .overlong: "is too long to be a sentence; only its beginning is translated"
      case .unscored: "has more tokens on a side than --max-length; it gets no score"
      case .cutBeginning:
        "has a given beginning of more tokens than --max-length; only its first tokens are used"
      case .cut: "has a sentence of more tokens than --max-length; only its beginning is translated"
      }
    }
  }

  /// The file's name; nil for standard input.
  private let name: String?
  private var counts: [Kind: Int] = [:]
  /// Lines with HTML entities, and the first entity.
  private var entityLines = 0
  private var entity = ""
  private var doubtfulLines = 0
  private static let named = 10

  init(name: String? = nil) { self.name = name }

  private var start: String { name.map { "warning: \($0): " } ?? "warning: " }

  mutating func add(_ kind: Kind, line: Int) {
    let count = counts[kind, default: 0] + 1
    counts[kind] = count
    if count <= Self.named { StandardError.write("\(start)line \(line.grouped) \(kind.text)") }
  }

  mutating func add(_ line: InputLine) {
    if line.wasRepaired { add(.repaired, line: line.number) }
    if line.hadNUL { add(.nul, line: line.number) }
    if line.isOverlong { add(.overlong, line: line.number) }
    if let found = CharacterReferences.first(in: line.text) {
      if entityLines == 0 { entity = found }
      entityLines += 1
    }
  }

  /// Names what the translation of a line lacks.
  func addMissing(_ translation: Translation, line: Int) {
    for span in translation.missingSpans {
      StandardError.write("\(start)line \(line.grouped) is translated without \"\(span)\"")
    }
    for term in translation.missingTerms {
      StandardError.write(
        "\(start)line \(line.grouped) is translated without \"\(term.target)\" for \"\(term.source)\""
      )
    }
  }

  /// Names a line whose translation is doubtful, however many there are: someone asked for them.
  mutating func addDoubt(line: Int, _ text: String, _ score: Float) {
    doubtfulLines += 1
    let place = name.map { "\($0): " } ?? ""
    StandardError.write(
      "doubtful: \(place)line \(line.grouped), \(Double(score).fixed(2)): \(text)",
      evenIfQuiet: true)
  }

  /// Warns of the lines that were only counted.
  func finish() {
    if doubtfulLines > 0 {
      StandardError.write(
        "doubtful: \(doubtfulLines.grouped) \(doubtfulLines == 1 ? "line" : "lines") in all",
        evenIfQuiet: true)
    }
    if entityLines > 0 {
      let lines = entityLines == 1 ? "1 line has" : "\(entityLines.grouped) lines have"
      StandardError.write(
        "\(start)\(lines) HTML entities such as \(entity), which were read as plain text")
    }
    for kind in Kind.allCases {
      let rest = counts[kind, default: 0] - Self.named
      if rest > 0 { StandardError.write("\(start)\(rest.grouped) more lines: each \(kind.text)") }
    }
  }
}
