import Platform
import Seq2Seq
import TestSupport
import Testing

/// Files that are not text are named by what they are, whatever they are called.
@Suite struct FileKindTests {
  private static func archive(_ name: String) -> [UInt8] {
    [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0] + [UInt8](repeating: 7, count: 20) + Array(name.utf8)
  }

  private static let kinds: [(bytes: [UInt8], words: [String])] = [
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], ["compressed with xz", "xz -dk a.tsv"]),
    (Array("BZh91AY&SY".utf8) + [0x41, 0x90], ["bzip2", "bzip2 -dk a.tsv"]),
    ([0x28, 0xB5, 0x2F, 0xFD, 4], ["zstd -dk"]),
    ([0x04, 0x22, 0x4D, 0x18], ["lz4"]),
    ([0x5D, 0, 0, 0x80, 0], ["lzma"]),
    ([0x1F, 0x9D, 0x90], ["gzip -d"]),
    (archive("en-fr.txt"), ["zip archive", "unzip it"]),
    (archive("[Content_Types].xml…xl/workbook.xml"), ["Excel", "CSV"]),
    (archive("[Content_Types].xml…word/document.xml"), ["Word", "plain text"]),
    (
      archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
      ["OpenDocument spreadsheet", "CSV"]
    ),
    (archive("mimetypeapplication/vnd.oasis.opendocument.text"), ["OpenDocument text"]),
    (Array("%PDF-1.7\n".utf8), ["a PDF", "pdftotext"]),
    (Array("{\\rtf1\\ansi".utf8), ["RTF"]),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], ["Microsoft Office"]),
    (Array("SQLite format 3\0".utf8), ["SQLite"]),
    (Array("PAR1".utf8) + [0x15, 4], ["Parquet"]),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], ["picture"]),
    ([UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8) + [0, 0x30], ["tar archive"]),
  ]

  @Test(arguments: kinds.indices)
  func aKindIsNamed(index: Int) throws {
    let (bytes, words) = Self.kinds[index]
    let directory = try TemporaryDirectory()
    for content in [bytes, Gzip.member(bytes)] {
      let path = try directory.write(content, to: "a.tsv")
      let message =
        TabSeparatedPairs(path: path).failure()?.description
        .replacing("\(directory.path)/", with: "") ?? ""
      #expect(message.hasPrefix("cannot read a.tsv: it is "), "\(message)")
      for word in words { #expect(message.contains(word), "\(message)") }
    }
  }

  @Test func whatIsCompressedTwiceIsNamed() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Gzip.member(Gzip.member(Array("a\tb\n".utf8))))
    #expect(
      TabSeparatedPairs(path: path).failure()?.description.contains("compressed with gzip twice")
        == true)
  }

  /// Text may begin as magic numbers do.
  @Test(arguments: [
    "BZh is no word\tx\n", "PAR1 x\ty\n", "GIF is\ta format\n", "PK\tKP\n", "%PDF\tx\n",
  ])
  func textStaysText(text: String) throws {
    let directory = try TemporaryDirectory()
    #expect(try TabSeparatedPairs(path: directory.write(text)).all().pairs.count == 1)
  }

  @Test func gzipInMemory() throws {
    let text = Array("one\ntwo\n".utf8)
    #expect(try GzipDecoder.decompressed(Gzip.member(text) + Gzip.member(text)) == text + text)
    let bytes = Gzip.member(text)
    for length in 2..<bytes.count {
      #expect(throws: GzipFault.cutShort) { try GzipDecoder.decompressed(Array(bytes[..<length])) }
    }
    #expect(throws: GzipFault.followedByGarbage) { try GzipDecoder.decompressed(bytes + [1]) }
    #expect(throws: GzipFault.followedByGarbage) { try GzipDecoder.decompressed(bytes + [0, 1]) }
    // As tapes have it.
    let padded = bytes + [UInt8](repeating: 0, count: 70_000)
    #expect(try GzipDecoder.decompressed(padded) == GzipDecoder.decompressed(bytes))
  }
}
