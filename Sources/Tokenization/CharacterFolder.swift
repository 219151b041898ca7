/// Brings the characters of one line into the form that a model knows.
struct CharacterFolder {
  private let forms: CharacterForms
  let scalars: [Unicode.Scalar]
  /// Quotation marks whose neighbours and form do not tell, so far: every other one begins a quotation.
  private var plainQuotes = 0
  /// What „ became, as long as the quotation that it begins is open.
  private var lowForm: CharacterForms.Form?

  init(_ forms: CharacterForms, _ line: String) {
    self.forms = forms
    scalars = Array(line.unicodeScalars)
  }

  /// Calls `emit` with each character of the result and the index of the one that it comes from.
  mutating func fold(_ emit: (_ scalar: Unicode.Scalar, _ origin: Int) -> Void) {
    var index = 0
    while index < scalars.count {
      let start = index
      let scalar = scalars[index]
      index += 1
      if isInnerSpace(start) { continue }
      if let dots = forms.threeDots, scalar == ".", start == 0 || scalars[start - 1] != "." {
        while index < scalars.count && scalars[index] == "." { index += 1 }
        let text = index - start == 3 ? dots : String(repeating: ".", count: index - start)
        for scalar in text.unicodeScalars { emit(scalar, start) }
      } else if let form = form(of: scalar) {
        let isOpening = form.opening == form.closing || isOpening(start)
        for scalar in (isOpening ? form.opening : form.closing).unicodeScalars {
          emit(scalar, start)
        }
      } else if isKept(start) {
        emit(scalar, start)
      }
    }
  }

  /// What a variant becomes; nil if the character is none.
  private mutating func form(of scalar: Unicode.Scalar) -> CharacterForms.Form? {
    let form = forms.forms[scalar]
    if scalar == "\u{201E}" { lowForm = form }
    // In „this way“ the mark that begins a quotation elsewhere ends it.
    if scalar == "\u{201C}", form == nil, let low = lowForm {
      lowForm = nil
      return .init(opening: low.closing, closing: low.closing)
    }
    return form
  }

  private func isKept(_ index: Int) -> Bool {
    let scalar = scalars[index]
    if InvisibleCharacter.contains(scalar) { return false }
    guard InvisibleCharacter.isJoiner(scalar) else { return true }
    return before(index).map(InvisibleCharacter.canBeJoined) == true
  }

  // MARK: - Quotation marks

  /// Whether a quotation mark begins a quotation, by its neighbours or else by its own direction.
  private mutating func isOpening(_ index: Int) -> Bool {
    let isText = { (scalar: Unicode.Scalar) in
      !InvisibleCharacter.contains(scalar) && !Self.quotationMarks.contains(scalar)
    }
    let begins =
      scalars[..<index].last(where: isText).map { Self.separates($0, Self.openers) } ?? true
    let ends =
      scalars[(index + 1)...].first(where: isText).map { Self.separates($0, Self.closers) } ?? true
    if begins != ends { return begins }
    if let direction = Self.direction(of: scalars[index]) { return direction }
    guard begins else { return false }
    plainQuotes += 1
    return !plainQuotes.isMultiple(of: 2)
  }

  /// Whether this is the space inside « and », where the model knows other quotation marks, without such a space.
  private func isInnerSpace(_ index: Int) -> Bool {
    guard scalars[index].properties.isWhitespace, forms.forms["\u{AB}"] != nil else { return false }
    if before(index) == "\u{AB}" {
      return !isLetter(scalars[..<index].lastIndex(of: "\u{AB}").flatMap(before))
    }
    if after(index) == "\u{BB}" {
      return !isLetter(scalars[index...].firstIndex(of: "\u{BB}").flatMap(after))
    }
    return false
  }

  private func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.isAlphabetic == true
  }

  /// The last character before an index that is seen.
  private func before(_ index: Int) -> Unicode.Scalar? {
    scalars[..<index].last { !InvisibleCharacter.contains($0) }
  }

  private func after(_ index: Int) -> Unicode.Scalar? {
    scalars[(index + 1)...].first { !InvisibleCharacter.contains($0) }
  }

  /// Whether words end at this character: it is white space, a dash, or one of `marks`.
  private static func separates(_ scalar: Unicode.Scalar, _ marks: Set<Unicode.Scalar>) -> Bool {
    scalar.properties.isWhitespace || 0x2012...0x2015 ~= scalar.value || marks.contains(scalar)
  }

  private static let quotationMarks = Set(
    CharacterVariants.quotationMarks.flatMap(\.unicodeScalars))
  private static let openers: Set<Unicode.Scalar> = Set("([{¿¡".unicodeScalars)
  private static let closers: Set<Unicode.Scalar> = Set(".,;:!?)]}…".unicodeScalars)

  /// Whether a quotation mark usually begins a quotation; nil if it can do both.
  private static func direction(of scalar: Unicode.Scalar) -> Bool? {
    switch scalar.value {
    case 0x2018, 0x201A...0x201C, 0x201E, 0x201F, 0xAB, 0x2039, 0x301D: true
    case 0x2019, 0x201D, 0xBB, 0x203A, 0x301E: false
    default: nil
    }
  }
}
