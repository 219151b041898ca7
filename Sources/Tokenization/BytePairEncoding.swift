/// Byte-pair encoding: words as sequences of learned pieces.
///
/// Sennrich, Haddow & Birch 2016, "Neural Machine Translation of Rare Words with Subword Units".
///
/// A word starts as its characters. As long as any two neighbours have a merge, the pair whose merge was learned first
/// becomes one piece; if it occurs more than once, the leftmost occurrence. A character outside the alphabet becomes
/// the bytes of its UTF-8, which are never merged.
///
/// Ids are in this order: special tokens, bytes, the alphabet, then the pieces of the merges as they were learned.
struct BytePairEncoding: Sendable {
  /// Two pieces that become one.
  struct Merge: Hashable, Sendable {
    var left: Int32
    var right: Int32

    var key: UInt64 { UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right)) }
  }

  /// The length of the longest piece in bytes: longer pieces would be whole lines that occur more than once.
  static let maximumPieceLength = 128
  /// The most bytes of the pieces of merges: so many for each, and some for small vocabularies.
  private static let mostMeanLength = 32
  private static let firstLengths = 1 << 20

  let alphabet: [Unicode.Scalar]
  let merges: [Merge]
  let vocabulary: Vocabulary
  /// The ids of characters, by their UTF-8 as a number whose most significant byte is the first.
  private var characterIDs: [UInt32: Int32] = [:]
  /// The piece that two pieces are merged into, by ``Merge/key``; lower ids were learned earlier.
  private var products: [UInt64: Int32] = [:]

  static let firstCharacter = Vocabulary.firstByte + 256

  /// Makes an encoding of an alphabet, which must begin with the space, and merges.
  ///
  /// Throws ``TokenizerError/corrupted(_:)`` if the alphabet does not begin with the space, if a merge uses a piece
  /// that does not exist before it, or if two pieces have the same text.
  init(alphabet: [Unicode.Scalar], merges: [Merge]) throws(TokenizerError) {
    guard alphabet.first == " " else {
      throw .corrupted("its alphabet does not begin with the space")
    }
    var texts = ByteStringTable()
    for (index, scalar) in alphabet.enumerated() {
      let character = Array(String(scalar).utf8)
      guard texts.insert(character.span) == index else {
        throw .corrupted("character \(index) of its alphabet occurs twice")
      }
      characterIDs[character.reduce(0, Self.packed)] = Self.firstCharacter + Int32(index)
    }
    products.reserveCapacity(merges.count)
    let mostBytes = texts.byteCount + Self.mostMeanLength * merges.count + Self.firstLengths
    for (index, merge) in merges.enumerated() {
      guard let product = Self.insertProduct(of: merge, into: &texts) else {
        throw .corrupted("merge \(index) does not make a new piece of two earlier ones")
      }
      products[merge.key] = product
      guard texts.byteCount <= mostBytes else {
        throw .corrupted("its pieces are longer than those of any language")
      }
    }
    self.alphabet = alphabet
    self.merges = merges
    vocabulary = Vocabulary(hasBytes: true, texts: texts)
  }

  /// Adds the piece that a merge makes, and returns its id.
  ///
  /// Returns nil and leaves `texts` unchanged if the new text is a piece already, is too long or has a space inside, or
  /// if one of the parts is not a piece.
  static func insertProduct(of merge: Merge, into texts: inout ByteStringTable) -> Int32? {
    guard let text = product(of: merge, in: texts) else { return nil }
    let index = texts.count
    return texts.insert(text.span) == index ? firstCharacter + Int32(index) : nil
  }

  /// The bytes of a merge's product.
  ///
  /// This is a function of its own so that no slice of the table is alive when the product is inserted: the table
  /// would be copied for every merge.
  private static func product(of merge: Merge, in texts: ByteStringTable) -> [UInt8]? {
    let pieces = firstCharacter..<firstCharacter + Int32(texts.count)
    guard pieces.contains(merge.left), pieces.contains(merge.right) else { return nil }
    let left = texts[Int(merge.left - firstCharacter)]
    let right = texts[Int(merge.right - firstCharacter)]
    guard left.count + right.count <= maximumPieceLength, right.first != Normalizer.space else {
      return nil
    }
    return Array(left + right)
  }
}

// MARK: - Words to ids

extension BytePairEncoding {
  /// Appends the ids of a word, which must be valid UTF-8, in O(n log n).
  ///
  /// For BPE-dropout (Provilkov, Emelianenko & Voita 2020), `isDropped` says before each merge whether it is dropped.
  /// In each round every possible merge is dropped or not independently of the others, and the first of the remaining
  /// merges is carried out.
  func append(
    word: Span<UInt8>, to ids: inout [Int32], scratch: inout MergeScratch,
    isDropped: () -> Bool = { false }
  ) {
    scratch.removeAll()
    split(word, into: &scratch)
    scratch.merge(products: products, isDropped: isDropped)
    scratch.appendSymbols(to: &ids)
  }

  private func split(_ word: Span<UInt8>, into scratch: inout MergeScratch) {
    var start = 0
    while start < word.count {
      let end = min(start + Self.length(ofCharacterStartingWith: word[start]), word.count)
      var character: UInt32 = 0
      for place in start..<end { character = Self.packed(character, word[place]) }
      if let id = characterIDs[character] {
        scratch.append(id)
      } else {
        for place in start..<end { scratch.append(Vocabulary.firstByte + Int32(word[place])) }
      }
      start = end
    }
  }

  private static func packed(_ bytes: UInt32, _ next: UInt8) -> UInt32 { bytes << 8 | UInt32(next) }

  static func length(ofCharacterStartingWith byte: UInt8) -> Int {
    switch byte {
    case ..<0xC0: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }
}

extension BytePairEncoding: Equatable {
  static func == (left: Self, right: Self) -> Bool {
    left.alphabet == right.alphabet && left.merges == right.merges
  }
}
