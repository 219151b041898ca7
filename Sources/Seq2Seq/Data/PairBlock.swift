internal import Platform

/// Consecutive encoded pairs as bytes in a file: a head of fixed size, their lengths, their ids, and perhaps their text.
///
/// All integers have their least significant byte first. Files contain blocks, so the format must not change without
/// another ``PairFileLayout/magic``.
struct PairBlock: Hashable {
  /// How many pairs a full block has.
  static let size = 128

  /// How far a corpus was read when a block was complete, so that the work can be resumed after it.
  struct Progress: Hashable {
    /// Pairs read, those included that are not in a block.
    var read: UInt64 = 0
    /// Pairs left out because they are too long.
    var overlong: UInt64 = 0
    /// Digests of all text read and of all tokens in blocks.
    var text: UInt64 = 0
    var tokens: UInt64 = 0
  }

  /// What is known of a block before it is read.
  struct Head: Hashable {
    static let size = 48
    var pairs: Int
    /// Bytes that follow the head.
    var bytes: Int
    var hash: UInt64
    var progress: Progress
  }

  var pairs: [EncodedPair] = []
  /// The text of each pair; none, or one for each.
  var texts: [PairText] = []

  /// The block as bytes, its head first; a seed that is the block's number tells blocks that changed places.
  func encoded(_ layout: PairFileLayout, _ progress: Progress, number: Int) -> [UInt8] {
    var body: [UInt8] = []
    for pair in pairs {
      layout.append(UInt32(pair.source.count), to: &body)
      layout.append(UInt32(pair.target.count), to: &body)
    }
    if layout.hasTexts {
      for text in texts {
        body.append(integer: UInt32(text.source.utf8.count))
        body.append(integer: UInt32(text.target.utf8.count))
      }
    }
    for pair in pairs {
      for id in pair.source { layout.append(UInt32(bitPattern: id), to: &body) }
      for id in pair.target { layout.append(UInt32(bitPattern: id), to: &body) }
    }
    for text in texts {
      body += text.source.utf8
      body += text.target.utf8
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Head.size + body.count)
    bytes.append(integer: UInt32(pairs.count))
    bytes.append(integer: UInt32(body.count))
    for value in [progress.read, progress.overlong, progress.text, progress.tokens] {
      bytes.append(integer: value)
    }
    let seed = BlockHash.value(of: bytes.span, seed: UInt64(number))
    bytes.append(integer: BlockHash.value(of: body.span, seed: seed))
    bytes += body
    return bytes
  }

  /// Reads a block whose bytes are what its head says; nil if they are damaged.
  init?(_ head: Head, _ body: [UInt8], _ layout: PairFileLayout) {
    var reader = PairBlockReader(bytes: body, layout: layout)
    let lengths = (0..<2 * head.pairs).map { _ in reader.number() }
    let textLengths = layout.hasTexts ? (0..<2 * head.pairs).map { _ in reader.longNumber() } : []
    for pair in 0..<head.pairs {
      let source = reader.ids(lengths[2 * pair])
      pairs.append(EncodedPair(source: source, target: reader.ids(lengths[2 * pair + 1])))
    }
    if layout.hasTexts {
      for pair in 0..<head.pairs {
        let source = reader.text(textLengths[2 * pair])
        texts.append(PairText(source: source, target: reader.text(textLengths[2 * pair + 1])))
      }
    }
    guard reader.isAtEnd else { return nil }
  }

  init(_ pairs: [EncodedPair] = [], texts: [PairText] = []) {
    self.pairs = pairs
    self.texts = texts
  }
}

extension PairBlock.Head {
  /// Reads a head; nil if it is cut short.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    pairs = Int(bytes.integer(at: 0) as UInt32)
    self.bytes = Int(bytes.integer(at: 4) as UInt32)
    progress = PairBlock.Progress(
      read: bytes.integer(at: 8), overlong: bytes.integer(at: 16), text: bytes.integer(at: 24),
      tokens: bytes.integer(at: 32))
    hash = bytes.integer(at: 40)
  }

  /// Whether a body is the one that was written with a head.
  static func fits(_ head: [UInt8], _ body: [UInt8], number: Int) -> Bool {
    let seed = BlockHash.value(of: head.span.extracting(..<40), seed: UInt64(number))
    return BlockHash.value(of: body.span, seed: seed) == head.integer(at: 40)
  }
}

/// How the pairs of a file are written.
struct PairFileLayout: Hashable, Sendable {
  static let magic = "TRPAIRS1"
  static let size = 24

  /// What the file was made from and with.
  let key: UInt64
  /// Bytes of an id, and of a number of ids: 2 or 4.
  let width: Int
  /// Whether the text of the pairs is there as well.
  let hasTexts: Bool

  /// A layout for ids below a number and lengths up to another.
  init(key: UInt64, ids: Int, longest: Int, hasTexts: Bool) {
    self.key = key
    width = max(ids - 1, longest) < 1 << 16 ? 2 : 4
    self.hasTexts = hasTexts
  }

  /// The beginning of a file.
  var head: [UInt8] {
    var bytes = Array(Self.magic.utf8)
    bytes.append(integer: key)
    return bytes + [UInt8(width), hasTexts ? 1 : 0, 0, 0, 0, 0, 0, 0]
  }

  fileprivate func append(_ value: UInt32, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    if width == 2 { return }
    bytes.append(UInt8(truncatingIfNeeded: value >> 16))
    bytes.append(UInt8(truncatingIfNeeded: value >> 24))
  }
}

/// Reads the parts of a block; beyond its end there are zeros and empty texts.
private struct PairBlockReader {
  let bytes: [UInt8]
  let layout: PairFileLayout
  var place = 0
  private var isBeyond = false

  init(bytes: [UInt8], layout: PairFileLayout) {
    self.bytes = bytes
    self.layout = layout
  }

  var isAtEnd: Bool { place == bytes.count && !isBeyond }

  private mutating func take(_ count: Int) -> Bool {
    if isBeyond || count > bytes.count - place {
      isBeyond = true
      return false
    }
    place += count
    return true
  }

  mutating func number() -> Int {
    guard take(layout.width) else { return 0 }
    if layout.width == 2 { return Int(bytes.integer(at: place - 2) as UInt16) }
    return Int(bytes.integer(at: place - 4) as UInt32)
  }

  mutating func longNumber() -> Int {
    take(4) ? Int(bytes.integer(at: place - 4) as UInt32) : 0
  }

  mutating func ids(_ count: Int) -> [Int32] {
    let start = place
    guard take(count * layout.width) else { return [] }
    if layout.width == 2 {
      return (0..<count).map {
        Int32(bytes[start + 2 * $0]) | Int32(bytes[start + 2 * $0 + 1]) << 8
      }
    }
    return (0..<count).map {
      Int32(bitPattern: bytes.integer(at: start + 4 * $0) as UInt32)
    }
  }

  mutating func text(_ count: Int) -> String {
    let start = place
    return take(count) ? String(decoding: bytes[start..<place], as: UTF8.self) : ""
  }
}
