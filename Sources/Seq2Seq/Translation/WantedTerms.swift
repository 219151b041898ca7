/// The terms of a text, whose translation must have their translations as often.
struct WantedTerms: Sendable {
  let terms: [FoundTerm]

  var isEmpty: Bool { terms.isEmpty }

  /// The entries whose translations a text lacks, once for each that is missing, in the order of the terms.
  func missing(in translation: String) -> [Glossary.Entry] {
    if terms.isEmpty { return [] }
    let found = Set(places(in: translation).map(\.term))
    return terms.indices.filter { !found.contains($0) }.map { terms[$0].entry }
  }

  /// Where a text has the translations of terms: for each term at most one place, longer ones first.
  func places(in translation: String) -> [(term: Int, range: Range<Int>)] {
    let text = TermText(translation)
    var isTaken = [Bool](repeating: false, count: text.count)
    var result: [(term: Int, range: Range<Int>)] = []
    // Where the next one of the same translation may begin.
    var next: [Glossary.Entry: Int] = [:]
    let order = terms.indices.sorted {
      (terms[$1].entry.target.count, $0) < (terms[$0].entry.target.count, $1)
    }
    for term in order {
      let entry = terms[term].entry
      let forms = [entry.target, entry.target.capitalised, entry.target.uppercased()]
        .map(TermText.init)
      var place = next[entry] ?? 0
      while place < text.count {
        let range = forms.lazy.compactMap {
          Self.range(of: $0, at: place, of: text, mayGoOn: entry.mayBeInflected)
        }.first
        if let range, !range.contains(where: { isTaken[$0] }) {
          for index in range { isTaken[index] = true }
          result.append((term, text.place(of: range)))
          place = range.upperBound
          break
        }
        place += 1
      }
      next[entry] = place
    }
    return result
  }

  /// The range of a form at a place, by whole words; nil if it does not stand there.
  private static func range(
    of form: TermText, at place: Int, of text: TermText, mayGoOn: Bool
  ) -> Range<Int>? {
    var end = place + form.count
    guard form.count > 0, end <= text.count, text.characters[place] == form.characters[0],
      text.characters[place..<end] == form.characters[...],
      TermFinder.isBoundary(place, of: text)
    else { return nil }
    if mayGoOn { while !TermFinder.isBoundary(end, of: text) { end += 1 } }
    return TermFinder.isBoundary(end, of: text) ? place..<end : nil
  }
}

extension WantedTerms {
  /// A translation that begins with a capital, if it begins with a term and its source begins with a capital.
  func capitalised(_ translation: String, source: String) -> String {
    guard source.first(where: \.isLetter)?.isUppercase == true,
      let start = translation.firstIndex(where: \.isLetter), translation[start].isLowercase
    else { return translation }
    let offset = translation.utf8.distance(from: translation.startIndex, to: start)
    let begins = places(in: translation).contains { place in
      place.range.contains(offset)
        // A name such as "iPhone" stays as it is.
        && !terms[place.term].entry.target.dropFirst().contains(where: \.isUppercase)
    }
    guard begins else { return translation }
    return String(translation[..<start]) + String(translation[start...]).capitalised
  }
}
