/// Finds the tokens that would repeat an n-gram.
enum RepeatedNGrams {
  /// The tokens that followed the last n - 1 tokens wherever these occurred before.
  static func completions(of tokens: [Int32], n: Int) -> [Int32] {
    guard n > 0, tokens.count >= n else { return [] }
    let tail = tokens.suffix(n - 1)
    return (0...tokens.count - n).compactMap { start in
      tokens[start..<start + n - 1].elementsEqual(tail) ? tokens[start + n - 1] : nil
    }
  }
}
