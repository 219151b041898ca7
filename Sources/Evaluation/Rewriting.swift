// The passes that published tokenizers state as substitutions by regular expressions, each written
// as the loop it is. Matches go from left to right and do not overlap: a scalar taken by one match
// cannot begin the next, and several rules of the tokenizers show it.

extension [Unicode.Scalar] {
  /// With a space on either side of each scalar for which `isSeparate` holds.
  func spacing(out isSeparate: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(count + count / 4)
    for scalar in self {
      if isSeparate(scalar) {
        result.append(" ")
        result.append(scalar)
        result.append(" ")
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// With spaces about the second of each pair of `first` and `second`: `ab` becomes `a b `.
  func spacingSecond(
    of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    rewritingPairs(of: first, second) { result, pair in
      result.append(pair.0)
      result.append(" ")
      result.append(pair.1)
      result.append(" ")
    }
  }

  /// With spaces about the first of each pair of `first` and `second`: `ab` becomes ` a b`.
  func spacingFirst(
    of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    rewritingPairs(of: first, second) { result, pair in
      result.append(" ")
      result.append(pair.0)
      result.append(" ")
      result.append(pair.1)
    }
  }

  private func rewritingPairs(
    of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool,
    by append: (inout [Unicode.Scalar], (Unicode.Scalar, Unicode.Scalar)) -> Void
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(count + count / 4)
    var index = 0
    while index < count {
      // `second` is the rarer one, so it is asked first.
      if index + 1 < count, second(self[index + 1]), first(self[index]) {
        append(&result, (self[index], self[index + 1]))
        index += 2
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// With each occurrence of `pattern`, from the left, replaced.
  func replacing(_ pattern: String, with replacement: String) -> [Unicode.Scalar] {
    let pattern = Array(pattern.unicodeScalars)
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if self[index] == pattern[0], self[index...].starts(with: pattern) {
        result.append(contentsOf: replacement.unicodeScalars)
        index += pattern.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// With the four escapes of mteval replaced, in its order: `&amp;lt;` becomes `<`.
  func unescapingMarkup() -> [Unicode.Scalar] {
    guard contains("&") else { return self }
    return replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
  }
}
