internal import Tokenization

extension Alignment {
  /// The attention weights of one target token: those of the source tokens of its sentence, and that of `</s>`.
  struct Row: Sendable, Hashable {
    /// The first source token that `weights` is about.
    var first = 0
    var weights: [Float]
    /// The weight of the last source token, `</s>`, if it is not in `weights`.
    var end: Float?

    init(_ weights: [Float], first: Int = 0) {
      self.weights = weights
      self.first = first
    }

    /// The weights of all `count` source tokens.
    func weights(count: Int) -> [Float] {
      if first == 0 && weights.count == count { return weights }
      var all = [Float](repeating: 0, count: count)
      for (index, weight) in weights.enumerated() { all[first + index] = weight }
      if let end { all[count - 1] = end }
      return all
    }
  }

  /// The alignment of a part of a line, and where it stands.
  struct Placed {
    var alignment: Alignment
    /// The words of the line and of its translation that the part begins with or in.
    var sourceWord: Int
    var targetWord: Int
    /// Whether the translation of the part reached `</s>`.
    var isEnded: Bool
  }

  /// The alignment of text that comes through unchanged: each word with itself.
  init(unchanged text: String) { self.init(replacing: text, by: text) }

  /// The alignment of text and what it is replaced by: words at the same places.
  init(replacing text: String, by replacement: String) {
    let (source, target) = (WordCount.words(of: text), WordCount.words(of: replacement))
    let end = SpecialToken.end.spelling
    self.init(
      source: source + [end], target: target + [end],
      rows: target.indices.map { Row([1], first: max(0, min($0, source.count - 1))) }
        + [Row([1], first: source.count)],
      sourceWords: source.indices.map { Optional($0) } + [nil],
      targetWords: target.indices.map { Optional($0) } + [nil])
  }

  /// The alignment of a line: those of its parts, one after the other.
  ///
  /// As for one sentence, one `</s>` is at the end of each side; on the source side it has the weights of all.
  init(joining placed: [Placed]) {
    var (source, target, rows) = ([String](), [String](), [Row]())
    var (sourceWords, targetWords) = ([Int?](), [Int?]())
    var copied: [Link] = []
    for (index, part) in placed.enumerated() {
      let alignment = part.alignment
      let count = alignment.source.count - 1
      let kept = alignment.target.count - (part.isEnded && index < placed.count - 1 ? 1 : 0)
      for row in alignment.rows.prefix(kept) {
        var row = row
        if row.first + row.weights.count > count { row.end = row.weights.removeLast() }
        row.first += source.count
        rows.append(row)
      }
      source += alignment.source.dropLast()
      target += alignment.target.prefix(kept)
      copied += alignment.copied.map {
        Link(source: $0.source + part.sourceWord, target: $0.target + part.targetWord)
      }
      sourceWords += alignment.sourceWords.dropLast().map { $0.map { $0 + part.sourceWord } }
      targetWords += alignment.targetWords.prefix(kept).map { $0.map { $0 + part.targetWord } }
    }
    self.init(
      source: source + [SpecialToken.end.spelling], target: target, rows: rows,
      sourceWords: sourceWords + [nil], targetWords: targetWords, copied: copied)
  }

  init(
    source: [String], target: [String], rows: [Row], sourceWords: [Int?], targetWords: [Int?],
    copied: [Link] = []
  ) {
    self.copied = copied
    self.source = source
    self.target = target
    self.rows = rows
    self.sourceWords = sourceWords
    self.targetWords = targetWords
  }
}

extension Alignment {
  /// Compares tokens, words and weights.
  ///
  /// - Returns: Whether both alignments are equal.
  public static func == (left: Self, right: Self) -> Bool {
    left.source == right.source && left.target == right.target
      && left.sourceWords == right.sourceWords && left.targetWords == right.targetWords
      && left.weights == right.weights && left.copied == right.copied
  }

  /// Hashes the tokens.
  ///
  /// - Parameter hasher: what receives them.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(target)
  }
}
