// The substitutions that published tokenizers state as regular expressions, written as loops. As with
// regular expressions, matches go from left to right and do not overlap: a scalar of one match cannot
// be part of the next. Several rules of the tokenizers depend on this.

extension [Unicode.Scalar] {
  /// Adds a space on either side of each scalar for which `isSeparate` holds.
  func spacing(out isSeparate: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] {
    rewriting { text, result in
      for index in text.indices where isSeparate(text[index]) { result.space(index) }
    }
  }

  /// Adds spaces around the second scalar of each pair of `first` and `second`: `ab` becomes `a b `.
  func spacingSecond(
    of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    rewriting { text, result in
      for index in 1..<Swift.max(1, text.count)
      where second(text[index]) && first(text[index - 1]) && result.end < index {
        result.space(index)
      }
    }
  }

  /// Adds spaces around the first scalar of each pair of `first` and `second`: `ab` becomes ` a b`.
  func spacingFirst(
    of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool
  ) -> [Unicode.Scalar] {
    rewriting { text, result in
      for index in 0..<Swift.max(0, text.count - 1)
      where first(text[index]) && second(text[index + 1]) && result.end <= index {
        result.space(index)
        result.copy(upTo: index + 2)
      }
    }
  }

  private func rewriting(
    by rewrite: ([Unicode.Scalar], inout Rewritten) -> Void
  ) -> [Unicode.Scalar] {
    var result = Rewritten(self)
    rewrite(self, &result)
    return result.isUnchanged ? self : result.finished()
  }

  /// Replaces each occurrence of `pattern`, from left to right.
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

  /// Replaces the four escapes of mteval, in mteval's order, so that `&amp;lt;` becomes `<`.
  func unescapingMarkup() -> [Unicode.Scalar] {
    guard contains("&") else { return self }
    return replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
  }
}

/// A text that is rewritten from another; unchanged parts are copied as a whole.
private struct Rewritten {
  private let original: [Unicode.Scalar]
  private var result: [Unicode.Scalar] = []
  /// The end of the part of the original that is copied already.
  private(set) var end = 0

  init(_ original: [Unicode.Scalar]) {
    self.original = original
  }

  var isUnchanged: Bool { end == 0 }

  mutating func copy(upTo index: Int) {
    if isUnchanged { result.reserveCapacity(original.count + original.count / 4 + 8) }
    result.append(contentsOf: original[end..<index])
    end = index
  }

  /// Copies up to and including the scalar at `index`, which gets a space on either side.
  mutating func space(_ index: Int) {
    copy(upTo: index)
    result.append(" ")
    result.append(original[index])
    result.append(" ")
    end = index + 1
  }

  mutating func finished() -> [Unicode.Scalar] {
    copy(upTo: original.count)
    return result
  }
}
