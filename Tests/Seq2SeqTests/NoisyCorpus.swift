import TestSupport

/// A corpus with noise mixed in; `Tests/noise.py` does the same for experiments.
enum NoisyCorpus {
  enum Kind: CaseIterable {
    case copied, unequal, otherScript, markup, repeated
  }

  typealias Pair = (source: String, target: String)

  /// The pairs in their order, with noise at random places, as a `share` of all; nil: the pair is not noise.
  static func mixed(
    _ clean: [Pair], share: Double, seed: UInt64
  ) -> [(pair: Pair, kind: Kind?)] {
    var generator = SeededGenerator(seed: seed)
    let count = Int((Double(clean.count) * share / (1 - share)).rounded())
    let banner = clean.randomElement(using: &generator) ?? ("", "")
    var places = (0..<count).map { _ in Int.random(in: 0..<clean.count, using: &generator) }
    places.sort()
    var result: [(pair: Pair, kind: Kind?)] = []
    var made = 0
    for (index, pair) in clean.enumerated() {
      while places.first.map({ $0 <= index }) == true {
        places.removeFirst()
        let kind = Kind.allCases[made % Kind.allCases.count]
        let model = kind == .repeated ? banner : clean.randomElement(using: &generator) ?? banner
        result.append((noise(kind, model, isFirst: made % 2 == 0), kind))
        made += 1
      }
      result.append((pair, nil))
    }
    return result
  }

  /// A pair made worse; `isFirst` chooses one of two ways.
  private static func noise(_ kind: Kind, _ pair: Pair, isFirst: Bool) -> Pair {
    switch kind {
    case .copied: return isFirst ? (pair.source, pair.source) : (pair.target, pair.target)
    case .unequal:
      let text = Array(repeating: isFirst ? pair.target : pair.source, count: 12)
        .joined(separator: " ")
      return isFirst ? (pair.source, text) : (text, pair.target)
    case .otherScript:
      return isFirst ? (cyrillic(pair.source), pair.target) : (pair.source, cyrillic(pair.target))
    case .markup: return (marked(pair.source, isFirst), marked(pair.target, isFirst))
    case .repeated: return pair
    }
  }

  private static func marked(_ text: String, _ hasTags: Bool) -> String {
    let words = text.split(separator: " ")
    return hasTags
      ? words.map { "<span class=\"w\">\($0)</span>" }.joined(separator: " ")
      : "&lt;p&gt;" + words.joined(separator: "&nbsp;") + "&lt;/p&gt;"
  }

  private static func cyrillic(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let letter = scalar.value | 0x20
      let isLetter = (0x61...0x7A).contains(letter)
      result.append(isLetter ? Unicode.Scalar(0x430 + letter - 0x61) ?? scalar : scalar)
    }
    return String(result)
  }
}
