import Platform

/// The form of characters that a model knows: what a line of the source becomes before it is divided into tokens.
///
/// Characters without a meaning of their own are dropped: soft hyphens, zero-width spaces, direction marks, word
/// joiners and byte order marks. A joiner or non-joiner stays where a script or an emoji needs it. A variant of a
/// character that the model knows, such as ’ for ', becomes that character. All other characters stay.
///
/// A training learns the forms from its source text: a variant that is rare there becomes the most frequent one of its
/// kind. For a model that has not learned them, what is in its source vocabulary counts as known, and stays.
package struct CharacterForms: Sendable, Equatable {
  /// What a variant becomes.
  struct Form: Sendable, Equatable {
    var opening: String
    /// The same, or for a quotation mark that of its end.
    var closing: String
  }

  /// By variant; an invisible character that stays becomes itself.
  let forms: [Unicode.Scalar: Form]
  /// What three full stops become, if they do not stay.
  let threeDots: String?
  /// By character up to U+FFFF: whether it may change, or change others.
  private let mayChange: [Bool]
  /// Whether some above U+FFFF changes.
  private let changesOthers: Bool

  init(forms: [Unicode.Scalar: Form], threeDots: String? = nil) {
    self.forms = forms
    self.threeDots = threeDots
    var changing = Set(forms.keys).union(InvisibleCharacter.all).union(["\u{200C}", "\u{200D}"])
    if threeDots != nil { changing.insert(".") }
    // Spaces inside of them change.
    if forms["\u{AB}"] != nil { changing.formUnion(["\u{AB}", "\u{BB}"]) }
    var mayChange = [Bool](repeating: false, count: 0x10000)
    for scalar in changing where scalar.value < 0x10000 { mayChange[Int(scalar.value)] = true }
    self.mayChange = mayChange
    changesOthers = changing.contains { $0.value >= 0x10000 }
  }

  /// Learns the forms of a text.
  package init(learnedFrom counts: CharacterCounts) {
    self.init(counts, keeping: [])
  }

  /// The forms of a model that has learned none: every character in its vocabulary is known.
  package init(knownTo vocabulary: Vocabulary) {
    let counts = CharacterCounts(vocabulary)
    self.init(counts, keeping: InvisibleCharacter.all.filter { counts[$0] > 0 })
  }

  private init(_ counts: CharacterCounts, keeping invisible: [Unicode.Scalar]) {
    var forms: [Unicode.Scalar: Form] = [:]
    var threeDots: String?
    for variants in CharacterVariants.all {
      for (variant, form) in variants.forms(counts) {
        if variant == "..." {
          threeDots = form.opening
        } else if let scalar = variant.unicodeScalars.first, variant.unicodeScalars.count == 1 {
          forms[scalar] = form
        }
      }
    }
    for scalar in invisible {
      forms[scalar] = Form(opening: String(scalar), closing: String(scalar))
    }
    self.init(forms: forms, threeDots: threeDots)
  }

  // MARK: - Lines

  /// Brings a line into the form that the model knows; applying it a second time changes nothing.
  package func apply(to line: String) -> String {
    if isUnchanged(line) { return line }
    var result = String.UnicodeScalarView()
    var folder = CharacterFolder(self, line)
    folder.fold { scalar, _ in result.append(scalar) }
    return String(result)
  }

  /// For each word of `apply(to: line)`, the number of the word of the line that it begins in.
  ///
  /// Words are separated by spaces and control characters, and counted from 0.
  package func originalWords(of line: String) -> [Int] {
    var folder = CharacterFolder(self, line)
    var numbers: [Int] = []
    var count = 0
    var isInside = false
    for scalar in folder.scalars {
      if scalar.value > 0x20 && !isInside { count += 1 }
      isInside = scalar.value > 0x20
      numbers.append(max(0, count - 1))
    }
    var result: [Int] = []
    isInside = false
    folder.fold { scalar, origin in
      if scalar.value > 0x20 && !isInside { result.append(numbers[origin]) }
      isInside = scalar.value > 0x20
    }
    return result
  }

  /// Whether all characters of a line stay, as is usual.
  private func isUnchanged(_ line: String) -> Bool {
    let (mayChange, changesOthers) = (mayChange, changesOthers)
    var line = line
    return line.withUTF8Span { text in
      var place = 0
      while place < text.count {
        let byte = text[place]
        if byte < 0x80 {
          if mayChange[Int(byte)] { return false }
          place += 1
          continue
        }
        let scalar = text.scalar(at: place)
        let isBeyond = scalar.value >= 0x10000
        if isBeyond ? changesOthers : mayChange[Int(scalar.value)] { return false }
        place += UTF8.width(scalar)
      }
      return true
    }
  }
}

extension CharacterVariants {
  /// What each rare variant becomes, given the counts of characters in a text.
  fileprivate func forms(
    _ counts: CharacterCounts
  ) -> [(variant: String, form: CharacterForms.Form)] {
    func count(_ style: Style) -> Int {
      counts[style.opening] + (style.isPair ? counts[style.closing] : 0)
    }
    func best(_ styles: some Sequence<Style>) -> Style? {
      // The first one among equals.
      styles.reduce(nil) { best, style in
        best.map { count($0) >= count(style) } == true ? best : style
      }
    }
    guard let mostFrequent = best(groups.joined()), count(mostFrequent) > 0 else { return [] }
    let least = max(1, share * Double(count(mostFrequent)))
    var result: [(variant: String, form: CharacterForms.Form)] = []
    for group in groups {
      let own = best(group).flatMap { Double(count($0)) >= least ? $0 : nil }
      let style = own ?? mostFrequent
      let form = CharacterForms.Form(
        opening: counts[style.opening] > 0 ? style.opening : style.closing,
        closing: counts[style.closing] > 0 ? style.closing : style.opening)
      let known = [form.opening, form.closing]
      // Not in a set, where variants can be equal, such as U+2000 and U+2002.
      for variant in group.flatMap(\.members)
      // The space stays in any case: it divides words.
      where Double(counts[variant]) < least && !known.contains(variant) && variant != " " {
        result.append((variant, form))
      }
    }
    return result
  }
}
