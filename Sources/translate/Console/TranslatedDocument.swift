import Documents
import Platform
import Seq2Seq

/// A document that was read, to be written with its translations.
struct TranslatedDocument {
  /// Why a file cannot be read as a document.
  struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let format: DocumentFormat
    let error: DocumentError

    var description: String { "cannot read \(path) as \(format.rawValue): \(error)" }
  }

  private let path: String
  private let document: Document
  /// How many texts are translated together.
  private static let portion = 2000

  /// Reads the whole file.
  init(_ file: OpenFile, as format: DocumentFormat) throws {
    path = file.path
    let bytes = try file.contents()
    if let error = FileError.notText(bytes, path: path) { throw error }
    do {
      document = try Document(bytes, as: format)
    } catch {
      throw Unreadable(path: path, format: format, error: error)
    }
  }

  /// The bytes of the document with its texts translated; warns of what is doubtful.
  func bytes(_ output: TranslationOutput, _ translate: ([String]) -> [Translation]) -> [UInt8] {
    if document.units.isEmpty {
      StandardError.write(
        "warning: \(path) has nothing to translate as \(document.format.rawValue)")
    }
    var warnings = LineWarnings(name: path)
    var translations: [String] = []
    while translations.count < document.units.count {
      let units = document.units[translations.count...].prefix(Self.portion)
      for (unit, result) in zip(units, translate(units.map(\.text))) {
        if result.wasCut { warnings.add(.cut, line: unit.line) }
        warnings.addMissing(result, line: unit.line)
        if let score = output.doubt(of: result) {
          warnings.addDoubt(line: unit.line, unit.text, score)
        }
        translations.append(result.text)
      }
    }
    warnings.finish()
    return document.bytes(translations: translations)
  }
}
