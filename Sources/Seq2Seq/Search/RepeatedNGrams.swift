/// The tokens that would say n tokens in a row a second time.
enum RepeatedNGrams {
  /// What followed the last n - 1 tokens each time they were said before.
  static func completions(of tokens: [Int32], n: Int) -> [Int32] {
    guard n > 0, tokens.count >= n else { return [] }
    let tail = tokens.suffix(n - 1)
    return (0...tokens.count - n).compactMap { start in
      tokens[start..<start + n - 1].elementsEqual(tail) ? tokens[start + n - 1] : nil
    }
  }
}
