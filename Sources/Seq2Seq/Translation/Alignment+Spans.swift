internal import Tokenization

extension Alignment {
  /// The alignment of texts with spans, from that of the texts that a model has read and said.
  ///
  /// Their words are counted in the texts with all spans. Words of spans that were taken out have no tokens; they are
  /// linked with themselves.
  func counted(_ source: [Int], _ target: [Int], copied: [Link]) -> Alignment {
    func counted(_ words: [Int?], _ numbers: [Int]) -> [Int?] {
      words.map { word in word.flatMap { numbers.indices.contains($0) ? numbers[$0] : nil } }
    }
    return Alignment(
      source: self.source, target: self.target, rows: rows,
      sourceWords: counted(sourceWords, source), targetWords: counted(targetWords, target),
      copied: copied)
  }
}

/// The words of texts as they are counted in other texts, from which they were made or which were made from them.
enum WordMapping {
  /// For each word of a text, the number of the word of another one at the place that its first byte has there.
  static func numbers(of text: String, in other: String, at place: (Int) -> Int) -> [Int] {
    let numbers = WordNumbers(other)
    var isInside = false
    var result: [Int] = []
    for (offset, byte) in text.utf8.enumerated() {
      if byte > 0x20 && !isInside { result.append(numbers[place(offset)]) }
      isInside = byte > 0x20
    }
    return result
  }
}

/// The number of the word at each place of a text.
struct WordNumbers {
  private var numbers: [Int] = []

  init(_ text: String) {
    var count = WordCount()
    numbers.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      count.add(byte)
      numbers.append(count.current)
    }
  }

  /// The number of the word at a place, or of the last one beyond the end.
  subscript(place: Int) -> Int {
    numbers.isEmpty ? 0 : numbers[min(max(place, 0), numbers.count - 1)]
  }
}
