/// A format of documents whose text can be translated.
public enum DocumentFormat: String, CaseIterable, Hashable, Sendable {
  /// Plain text: each line by itself.
  case text
  /// CommonMark, with tables, footnotes and front matter.
  case markdown
  /// HTML, whole pages and fragments.
  case html
  /// Subtitles of SubRip.
  case srt
  /// Subtitles of WebVTT.
  case vtt
  /// Message catalogs of gettext.
  case po
  /// XLIFF 1.2 and 2.
  case xliff
  /// Tables of strings as Apple's systems read them.
  case strings
  /// JSON.
  case json

  /// The format of a file by the ending of its name; nil if the ending tells none.
  public init?(fileName: String) {
    let name = fileName.split(separator: "/").last ?? ""
    guard let stop = name.lastIndex(of: "."), stop > name.startIndex else { return nil }
    let ending = name[name.index(after: stop)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.reader.endings.contains(ending) }) else {
      return nil
    }
    self = format
  }

  /// The endings of files' names that tell the format, in small letters and without the dot.
  public var fileEndings: [String] { reader.endings }

  /// What reads the format.
  var reader: any DocumentReader.Type {
    switch self {
    case .text: PlainText.self
    case .markdown: Markdown.self
    case .html: HTML.self
    case .srt: SubRip.self
    case .vtt: WebVTT.self
    case .po: MessageCatalog.self
    case .xliff: XLIFF.self
    case .strings: StringsTable.self
    case .json: JSONDocument.self
    }
  }
}

/// Finds what is to be translated in a document of one format.
protocol DocumentReader {
  /// The endings of files' names, in small letters and without the dot.
  static var endings: [String] { get }

  /// The places whose text is for readers, in any order, of a document in UTF-8 without a byte order mark.
  ///
  /// A place lies within another only if it lies within one of the other's marks.
  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot]
}
