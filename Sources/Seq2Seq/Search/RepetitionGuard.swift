/// Finds loops: a block of tokens repeated over and over at the end of a hypothesis.
///
/// A loop is a tail of at least `shortest` tokens that repeats one block at least `times` times. Ordinary
/// text has none: "very, very, very good" and "100,000,000" pass. Recurrent decoders fall into loops
/// when they lose track of what they have translated.
package enum RepetitionGuard {
  static let times = 4
  static let shortest = 12
  static let longestBlock = 24

  /// Whether `next` after `tokens` would complete a loop.
  package static func isLoop(_ tokens: some RandomAccessCollection<Int32>, next: Int32) -> Bool {
    let count = tokens.count
    func token(_ back: Int) -> Int32 { tokens[tokens.index(tokens.endIndex, offsetBy: -back)] }
    for period in 1...longestBlock {
      let length = max(shortest, period * times)
      if length > count + 1 { if period * times > count + 1 { break } else { continue } }
      // The tail with `next` has that period if each token equals the one `period` before it.
      guard token(period) == next else { continue }
      var back = 1
      while back + period < length && token(back) == token(back + period) { back += 1 }
      if back + period >= length { return true }
    }
    return false
  }
}
