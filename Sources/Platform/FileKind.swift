/// A kind of file that is not text, recognised by its first bytes whatever its name is.
package struct FileKind: Hashable, Sendable {
  /// What it is, as in "it is a zip archive".
  package let name: String
  /// What to do to get at its text.
  package let remedy: String

  package init(_ name: String, _ remedy: String) {
    self.name = name
    self.remedy = remedy
  }

  /// How many bytes tell a kind.
  package static let headSize = 4096

  /// The kind of a file that begins with some bytes; nil if it may be text.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file, at most ``headSize`` of which count.
  ///   - path: the file's name, for commands to type.
  /// - Returns: the kind.
  package static func recognized(_ head: [UInt8], path: String) -> FileKind? {
    let head = Array(head.prefix(headSize))
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return archived(head) }
    if let kind = packed(head, path) { return kind }
    if let (_, name, remedy) = magics.first(where: { matches(head, $0.magic) }) {
      return FileKind(name, remedy)
    }
    if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
      return FileKind("a tar archive", "unpack it with `tar -xf`, and give the files in it")
    }
    return nil
  }

  // MARK: - Compressed files

  private static func packed(_ head: [UInt8], _ path: String) -> FileKind? {
    let programs: [(magic: [UInt8], program: String)] = [
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
      ([0x5D, 0x00, 0x00], "lzma"),
      (Array("BZh".utf8), "bzip2"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
      ([0x04, 0x22, 0x4D, 0x18], "lz4"),
      (Array("LZIP\u{1}".utf8), "lzip"),
    ]
    if head.starts(with: [0x1F, 0x9D]) {
      return FileKind("compressed with compress", "unpack it first, with `gzip -d \(path)`")
    }
    guard let (magic, program) = programs.first(where: { head.starts(with: $0.magic) }) else {
      return nil
    }
    // Text may begin with these letters; the block size and the first block's magic number follow them.
    if magic.first == UInt8(ascii: "B"), !isBzip2(head) { return nil }
    return FileKind("compressed with \(program)", "unpack it first, with `\(program) -dk \(path)`")
  }

  private static func isBzip2(_ head: [UInt8]) -> Bool {
    guard head.count > 9, (0x31...0x39).contains(head[3]) else { return false }
    let block = Array(head[4..<10])
    return block == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
      || block == [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
  }

  // MARK: - Archives, and documents that are archives

  private static func archived(_ head: [UInt8]) -> FileKind {
    let text = String(decoding: head, as: UTF8.self)
    let documents: [(mark: String, FileKind)] = [
      ("opendocument.text", document("an OpenDocument text")),
      ("opendocument.spreadsheet", spreadsheet("an OpenDocument spreadsheet")),
      ("opendocument.presentation", document("an OpenDocument presentation")),
      ("application/epub+zip", document("an EPUB book")),
      ("xl/", spreadsheet("an Excel workbook")),
      ("word/", document("a Word document")),
      ("ppt/", document("a PowerPoint presentation")),
      ("[Content_Types].xml", document("a document of Microsoft Office")),
    ]
    return documents.first { text.contains($0.mark) }?.1
      ?? FileKind("a zip archive", "unzip it, and give the files in it")
  }

  private static func document(_ name: String) -> FileKind {
    FileKind(name, "save its text as plain text in UTF-8")
  }

  private static func spreadsheet(_ name: String) -> FileKind {
    FileKind(name, "open it and save the sheet as CSV or as text with TABs, in UTF-8")
  }

  // MARK: - Other files

  private static let magics: [(magic: String, name: String, remedy: String)] = [
    ("%PDF-", "a PDF", "get its text with `pdftotext`"),
    ("{\\rtf", "rich text (RTF)", "save it as plain text in UTF-8"),
    (
      "\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}", "an old document of Microsoft Office",
      "open it and save it as CSV or plain text in UTF-8"
    ),
    ("PK\u{5}\u{6}", "an empty zip archive", "fetch it again"),
    (
      "7z\u{BC}\u{AF}\u{27}\u{1C}", "a 7-Zip archive",
      "unpack it with `7z x`, and give the files in it"
    ),
    ("Rar!\u{1A}\u{7}", "a RAR archive", "unpack it with `unrar x`, and give the files in it"),
    ("SQLite format 3\u{0}", "an SQLite database", "export its table as CSV"),
    ("PAR1\u{15}", "a Parquet table", "export it as CSV or JSON lines"),
    ("ARROW1\u{0}", "an Arrow table", "export it as CSV or JSON lines"),
    ("\u{89}PNG\r\n\u{1A}\n", "a picture", "give a file of text"),
    ("\u{FF}\u{D8}\u{FF}", "a picture", "give a file of text"),
    ("GIF89a", "a picture", "give a file of text"),
    ("\u{7F}ELF", "a program", "give a file of text"),
  ]

  /// Whether bytes begin with the characters of a magic number, each of which stands for one byte.
  private static func matches(_ head: [UInt8], _ magic: String) -> Bool {
    head.count >= magic.unicodeScalars.count
      && zip(head, magic.unicodeScalars).allSatisfy { UInt32($0) == $1.value }
  }
}
