/// The text of a corpus, or of pairs drawn from it if there is more than fits.
///
/// A pair is drawn by its number alone, with the same probability as any other: half of the pairs, then a quarter and so
/// on, until the text fits. What makes a share p of n drawn words is then counted with a standard error of √(p (1 − p) / n).
struct PairSample {
  /// How much text is kept.
  struct Limits: Hashable, Sendable {
    /// Up to so many bytes, all text is kept.
    var all = 128_000_000
    /// Bytes to keep of more text, at most.
    var drawn = 64_000_000
  }

  private let limits: Limits
  private var texts = InMemoryPairTexts()
  /// The number of each pair that is kept, ascending.
  private(set) var numbers: [Int] = []
  /// One pair of 2^level is kept.
  private var level: UInt64 = 0
  private var bytes = 0
  /// Bytes of all pairs, kept or not.
  private(set) var allBytes = 0

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// Whether all pairs are kept.
  var isWhole: Bool { level == 0 }
  var count: Int { numbers.count }

  /// Adds the pair with a number, which must be higher than those before.
  mutating func add(_ pair: SentencePair, number: Int) {
    let size = pair.source.utf8.count + pair.target.utf8.count
    allBytes += size
    guard isDrawn(number) else { return }
    texts.append(PairText(source: pair.source, target: pair.target))
    numbers.append(number)
    bytes += size
    while bytes > limits.all { halve() }
  }

  /// Ends the drawing.
  mutating func finish() {
    while !isWhole, bytes > limits.drawn, count > 1 { halve() }
  }

  private func isDrawn(_ number: Int) -> Bool {
    level == 0 || SeededGenerator.mix(UInt64(number) &+ 0x7061_6972_7300) >> (64 - level) == 0
  }

  private mutating func halve() {
    level += 1
    let before = (texts, numbers)
    (texts, numbers, bytes) = (InMemoryPairTexts(), [], 0)
    for (place, number) in before.1.enumerated() where isDrawn(number) {
      let text = before.0[place]
      texts.append(text)
      numbers.append(number)
      bytes += text.source.utf8.count + text.target.utf8.count
    }
  }

  /// The pair at a place among those that are kept.
  subscript(place: Int) -> SentencePair {
    let text = texts[place]
    return SentencePair(
      source: text.source, target: text.target,
      origin: PairOrigin(unit: .pair, number: numbers[place] + 1))
  }
}
