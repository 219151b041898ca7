/// How many words of a line are written how: what decides how the case of the line is marked.
struct CaseTally: Equatable {
  private(set) var words = 0
  /// Words that are marked as in capitals.
  private(set) var inCapitals = 0
  /// Words that begin with a capital that none is expected of.
  private(set) var capitalised = 0
  /// Words whose known forms in capitals they are not.
  private(set) var others = 0
  /// Words without capitals.
  private(set) var small = 0

  init() {}

  init(_ words: [CaseMarker.Word]) {
    self.words = words.count
    for word in words {
      if word.mark == .capitals { inCapitals += 1 }
      if word.mark == .capital { capitalised += 1 }
      if !word.isInCapitals { others += 1 }
      if word.isSmall { small += 1 }
    }
  }

  /// Whether there may be runs of words in capitals, or the line may be in capitals throughout.
  var mayHaveRuns: Bool { inCapitals > 1 || inCapitals == 1 && others == 0 }

  /// Whether all words are in capitals but some that never are, such as a unit or the name of a product.
  var isMostlyInCapitals: Bool { 4 * others <= words && inCapitals > max(1, others) }

  var isWithoutCapitals: Bool { small == words }

  /// Whether words begin with capitals that none is expected of: all words, or more than are small.
  var isTitle: Bool {
    capitalised > 0 && words > 1 && (small == 0 || capitalised > max(small, 2))
  }

  static func += (left: inout Self, right: Self) {
    left.words += right.words
    left.inCapitals += right.inCapitals
    left.capitalised += right.capitalised
    left.others += right.others
    left.small += right.small
  }
}

extension CaseTally {
  private static let fieldBits = 5

  /// The counts as one number, of a text with less than 32 words.
  var packed: Int {
    [words, inCapitals, capitalised, others, small].reduce(0) { $0 << Self.fieldBits | $1 }
  }

  init(packed: Int) {
    func field(_ place: Int) -> Int {
      packed >> (place * Self.fieldBits) & (1 << Self.fieldBits - 1)
    }
    (words, inCapitals, capitalised) = (field(4), field(3), field(2))
    (others, small) = (field(1), field(0))
  }
}
