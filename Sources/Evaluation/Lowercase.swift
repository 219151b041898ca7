extension [Unicode.Scalar] {
  /// Lowercases like Python's `str.lower`: by Unicode's full mappings, independent of language.
  ///
  /// A capital sigma becomes ς at the end of a word and σ elsewhere (Final_Sigma in section 3.13
  /// of the Unicode Standard). The mappings depend on the version of Unicode: here it is that of Swift's standard
  /// library, in sacreBLEU that of its Python.
  func lowercased() -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(count)
    for (index, scalar) in enumerated() {
      switch scalar {
      case "A"..."Z": result.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
      case "\0"..."\u{7F}": result.append(scalar)
      case "\u{3A3}": result.append(isFinalSigma(at: index) ? "\u{3C2}" : "\u{3C3}")
      default: result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  /// Whether, apart from case-ignorable marks, a cased letter comes before `index` and none after it.
  private func isFinalSigma(at index: Int) -> Bool {
    let before = self[..<index].last { !$0.properties.isCaseIgnorable }
    let after = self[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return (before?.properties.isCased ?? false) && !(after?.properties.isCased ?? false)
  }
}
