/// The words that would say n tokens in a row a second time.
enum RepeatedNGrams {
  /// What followed the last n - 1 words each time they were said before.
  static func completions(of words: [Int32], n: Int) -> [Int32] {
    guard n > 0, words.count >= n else { return [] }
    let tail = words.suffix(n - 1)
    return (0...words.count - n).compactMap { start in
      words[start..<start + n - 1].elementsEqual(tail) ? words[start + n - 1] : nil
    }
  }
}
