internal import Formatting

/// The header of a safetensors file, checked against the file.
struct SafeTensorsHeader {
  struct Entry {
    var name: String
    var element: SafeTensorsElement
    var shape: [Int]
    /// Where the tensor's bytes are, counted from the end of the header.
    var range: Range<Int>
  }

  /// What is wrong with a header, in words.
  struct Problem: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  /// 100 MB, as in the format's reference implementation.
  static let mostBytes = 100_000_000

  /// The most bytes of the header of a file: what it says takes memory, but real models are nearly all weights.
  static func maximumByteCount(inFileOf count: Int) -> Int {
    min(mostBytes, 4_000_000 + count / 8)
  }

  static let maximumTensorCount = 10_000
  static let maximumMetadataCount = 1_000
  static let maximumRank = 32
  static let lengthByteCount = 8

  /// Sorted by the UTF-8 of their names.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]
  /// Where the tensors' bytes begin in the file.
  let dataStart: Int

  /// Reads and checks the header of a whole file.
  init(_ file: RandomAccessFile) throws(Problem) {
    guard file.count >= Self.lengthByteCount else {
      throw Problem("it has \(file.count) bytes, too few to be one")
    }
    let length = file.bytes(0..<Self.lengthByteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(file.count - Self.lengthByteCount) else {
      throw Problem("its header should have \(length) bytes, but the file ends before that")
    }
    guard length <= UInt64(Self.maximumByteCount(inFileOf: file.count)) else {
      throw Problem("its header has \(length) bytes, more than any real one")
    }
    dataStart = Self.lengthByteCount + Int(length)
    var parser = SafeTensorsHeaderParser(file.bytes(0..<dataStart), from: Self.lengthByteCount)
    try parser.parse(into: &self)
    try sortByName()
    try checkLayout(dataCount: file.count - dataStart)
  }

  mutating func add(_ entry: Entry) throws(Problem) {
    guard entries.count < Self.maximumTensorCount else {
      throw Problem("it has more than \(Self.maximumTensorCount) tensors")
    }
    entries.append(entry)
  }

  mutating func addMetadata(_ key: String, _ value: String) throws(Problem) {
    guard metadata.count < Self.maximumMetadataCount else {
      throw Problem("its metadata has more than \(Self.maximumMetadataCount) entries")
    }
    guard metadata.updateValue(value, forKey: key) == nil else {
      throw Problem("its metadata has \(key.quoted) twice")
    }
  }

  private mutating func sortByName() throws(Problem) {
    entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for (entry, next) in zip(entries, entries.dropFirst())
    where entry.name.utf8.elementsEqual(next.name.utf8) {
      throw Problem("it has the tensor \(entry.name.quoted) twice")
    }
  }

  /// The tensors' bytes must follow one another from the first to the last byte of the data.
  private func checkLayout(dataCount: Int) throws(Problem) {
    var end = 0
    let byPlace = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in byPlace {
      guard entry.range.lowerBound == end else {
        let fault = entry.range.lowerBound < end ? "overlaps another" : "leaves a gap before it"
        throw Problem("the tensor \(entry.name.quoted) \(fault)")
      }
      end = entry.range.upperBound
    }
    guard end == dataCount else {
      throw Problem("its tensors have \(end) bytes, but \(dataCount) follow the header")
    }
  }
}

extension String {
  /// The text in quotes for a message, shortened if it is long, and without control characters, so that
  /// a file cannot manipulate the terminal.
  var quoted: String {
    let text = String(String.UnicodeScalarView(unicodeScalars.prefix(60))).visible()
    return "\"\(text)\(unicodeScalars.count > 60 ? "…" : "")\""
  }
}
