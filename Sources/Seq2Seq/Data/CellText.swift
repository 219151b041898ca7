/// The text of a cell, a segment or an entry, as the line that a sentence is.
enum CellText {
  /// The text on one line: white space around its line breaks and TABs becomes a single space, and at its ends none.
  static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return text }
    var result = String.UnicodeScalarView()
    var space = String.UnicodeScalarView()
    var isBreak = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        space.append(scalar)
        isBreak = isBreak || scalar == "\n" || scalar == "\r" || scalar == "\t"
        continue
      }
      if isBreak {
        if !result.isEmpty { result.append(" ") }
      } else {
        result.append(contentsOf: space)
      }
      space.removeAll()
      isBreak = false
      result.append(scalar)
    }
    if !isBreak { result.append(contentsOf: space) }
    return String(result)
  }

  /// A pair of two texts, each brought onto one line, or the fault if one of them is not UTF-8.
  static func finding(
    _ source: some Collection<UInt8>, _ target: some Collection<UInt8>, _ origin: PairOrigin
  ) -> PairFinding {
    guard case .pair(var pair) = unchanged(source, target, origin) else {
      return .fault(.invalidUTF8, origin)
    }
    pair.source = line(pair.source)
    pair.target = line(pair.target)
    return .pair(pair)
  }

  /// A pair of two texts as they are, or the fault if one of them is not UTF-8.
  static func unchanged(
    _ source: some Collection<UInt8>, _ target: some Collection<UInt8>, _ origin: PairOrigin
  ) -> PairFinding {
    guard let source = String(validating: source, as: UTF8.self),
      let target = String(validating: target, as: UTF8.self)
    else { return .fault(.invalidUTF8, origin) }
    return .pair(SentencePair(source: source, target: target, origin: origin))
  }
}
