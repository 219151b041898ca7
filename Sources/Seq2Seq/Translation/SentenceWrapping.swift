internal import Tokenization

/// The marks around a sentence that are not part of it: a dash or a bullet before it, quotation marks and brackets around.
///
/// Few training texts have them, so models are given sentences without them, and they stay where they are. A quotation
/// that begins or ends inside the sentence is part of it. Invisible characters beside the marks make no difference.
struct SentenceWrapping {
  /// The characters that are seen.
  private let scalars: [(scalar: Unicode.Scalar, place: Int)]
  private let end: Int

  init(of sentence: String) {
    var place = 0
    scalars = sentence.unicodeScalars.map { scalar in
      defer { place += UTF8.width(scalar) }
      return (scalar, place)
    }.filter { !InvisibleCharacter.contains($0.scalar) }
    end = place
  }

  /// The place of the sentence without the marks around it, in its UTF-8; all of it if nothing else is left.
  var inside: Range<Int> {
    var (first, last) = (0, scalars.count)
    var isChanged = true
    while isChanged {
      let start = afterSigns(from: first, to: last)
      let quoted = withoutQuotes(start..<last)
      isChanged = quoted != first..<last
      (first, last) = (quoted.lowerBound, quoted.upperBound)
    }
    guard first < last else { return 0..<end }
    return
      (first == 0 ? 0 : scalars[first].place)..<(last == scalars.count
      ? end : scalars[last].place)
  }

  /// Where the text begins after dashes, bullets and dots that are followed by a space, and the space.
  private func afterSigns(from first: Int, to last: Int) -> Int {
    var place = first
    while place < last, Self.signs.contains(scalars[place].scalar) { place += 1 }
    if place == first { return first }
    let isSpace = place < last && scalars[place].scalar.properties.isWhitespace
    // "-5" and "*.txt" are no list, but words follow dashes and dots directly.
    guard isSpace || Self.joined.contains(scalars[place - 1].scalar) else { return first }
    while place < last, scalars[place].scalar.properties.isWhitespace { place += 1 }
    return place
  }

  private static let signs = Set("-–—―•·‣◦*>#…".unicodeScalars)
  private static let joined = Set("–—―…".unicodeScalars)

  /// Without an opening mark that is not closed inside, and without a closing mark that is not opened inside.
  private func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
    var (first, last) = (range.lowerBound, range.upperBound)
    guard first < last else { return range }
    let (opening, closing) = (scalars[first].scalar, scalars[last - 1].scalar)
    for pair in Self.pairs {
      let isOpened = pair.open.contains(opening)
      let isClosed = last - first > 1 && pair.close.contains(closing)
      guard isOpened || isClosed else { continue }
      let inside = scalars[first + (isOpened ? 1 : 0)..<last - (isClosed ? 1 : 0)]
      if inside.contains(where: { pair.open.contains($0.scalar) || pair.close.contains($0.scalar) })
      {
        continue
      }
      if isOpened { first += 1 }
      if isClosed { last -= 1 }
      while first < last, scalars[first].scalar.properties.isWhitespace { first += 1 }
      while first < last, scalars[last - 1].scalar.properties.isWhitespace { last -= 1 }
      break
    }
    return first..<last
  }

  private static let pairs: [(open: Set<Unicode.Scalar>, close: Set<Unicode.Scalar>)] = [
    ("\"", "\""), ("“„", "”“"), ("«»", "»«"), ("‹›", "›‹"), ("‘‚", "’‘"), ("(", ")"), ("[", "]"),
    ("「", "」"), ("『", "』"), ("（", "）"),
  ].map { (Set($0.unicodeScalars), Set($1.unicodeScalars)) }
}
