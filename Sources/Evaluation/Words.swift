/// The words of a text.
struct Words {
  let text: [Unicode.Scalar]
  /// The range of each word in the text.
  let ranges: [Range<Int>]

  init(_ text: [Unicode.Scalar], ranges: [Range<Int>]) {
    self.text = text
    self.ranges = ranges
  }

  /// Divides a text at white space.
  init(splitting text: [Unicode.Scalar]) {
    var ranges: [Range<Int>] = []
    var start: Int?
    for index in text.indices {
      if text[index].isPythonSpace {
        if let begin = start { ranges.append(begin..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    if let begin = start { ranges.append(begin..<text.count) }
    self.init(text, ranges: ranges)
  }

  /// The words, joined by single spaces.
  var spaced: [Unicode.Scalar] {
    Array(ranges.map { text[$0] }.joined(separator: [" "]))
  }
}
