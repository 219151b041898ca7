internal import Documents
internal import Seq2Seq

/// A text of a request: what of it is translated, and how the rest goes around the translations.
struct SourceText: Sendable {
  private let document: Document
  /// The lines or paragraphs to translate.
  var lines: [String] { document.units.map(\.text) }

  /// Reads a text.
  ///
  /// - Throws: `APIError` if it is not of that format.
  init(_ text: String, _ format: TranslateRequest.Format) throws(APIError) {
    // Text has no NUL: a document that has one is refused as UTF-16.
    let bytes = text.utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
    do {
      document = try Document(bytes, as: format == .html ? .html : .text)
    } catch {
      throw .invalid("q is not \(format.rawValue): \(error)")
    }
  }

  /// The text with the best translations of its lines.
  func translated(_ translations: [Translation]) -> String {
    text(translations.map(\.text))
  }

  /// The text with the next candidates of its lines, each different from the best one and from the others.
  func alternatives(_ translations: [Translation], count: Int) -> [String] {
    guard count > 0 else { return [] }
    var known: Set = [ByteString(translated(translations))]
    let others = (1...count).map { rank in
      // A line without so many candidates keeps its best one.
      text(
        translations.map {
          $0.candidates.indices.contains(rank) ? $0.candidates[rank].text : $0.text
        })
    }
    return others.filter { known.insert(ByteString($0)).inserted }
  }

  private func text(_ lines: [String]) -> String {
    String(decoding: document.bytes(translations: lines), as: UTF8.self)
  }
}

/// A text that equals only texts of the same bytes.
private struct ByteString: Hashable {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }
}
