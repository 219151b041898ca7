internal import Platform
internal import Tokenization

/// A term of a glossary where it stands in a line.
struct FoundTerm: Sendable, Hashable {
  /// Its place in the line's UTF-8.
  var range: Range<Int>
  let entry: Glossary.Entry
  /// Its translation: in capitals if the term stands there in capitals.
  let target: String
  /// Whether it stands there with a capital because a sentence begins.
  let isCapitalised: Bool

  /// Its translation if that has the place of the term.
  var targetInPlace: String { isCapitalised ? target.capitalised : target }
}

/// Finds the terms of a glossary in lines.
struct TermFinder: Sendable {
  private let glossary: Glossary

  /// Nil if there are no terms.
  init?(_ glossary: Glossary?) {
    guard let glossary, !glossary.entries.isEmpty else { return nil }
    self.glossary = glossary
  }

  /// Where a term may stand.
  private struct Match {
    var range: Range<Int>
    var entry: Int
    var isExact: Bool
  }

  /// The terms of a line, in order; none overlaps another, and longer ones go first.
  ///
  /// Spans within a term are part of it; a term within a span is none.
  func terms(in line: String, _ spans: inout [TextSpan]) -> [FoundTerm] {
    let text = TermText(line)
    var matches: [Match] = []
    let isInCapitals = !text.characters.contains(where: \.isLowercase)
    for place in 0..<text.count where Self.isBoundary(place, of: text) {
      addMatches(at: place, of: text, isInCapitals: isInCapitals, to: &matches)
    }
    if matches.isEmpty { return [] }
    matches.sort {
      ($1.range.count, $0.range.lowerBound, $0.isExact ? 0 : 1)
        < ($0.range.count, $1.range.lowerBound, $1.isExact ? 0 : 1)
    }
    var isTaken = [Bool](repeating: false, count: text.count)
    var result: [FoundTerm] = []
    for match in matches where !match.range.contains(where: { isTaken[$0] }) {
      let range = text.place(of: match.range)
      if !Self.mayStand(range, among: spans) { continue }
      for place in match.range { isTaken[place] = true }
      result.append(found(match, range, text))
    }
    result.sort { $0.range.lowerBound < $1.range.lowerBound }
    var rest = result[...]
    spans.removeAll { span in
      while let first = rest.first, first.range.upperBound <= span.range.lowerBound {
        rest.removeFirst()
      }
      return rest.first?.range.overlaps(span.range) == true
    }
    return result
  }

  /// Adds the entries that stand at a place.
  private func addMatches(
    at place: Int, of text: TermText, isInCapitals: Bool, to matches: inout [Match]
  ) {
    for entry in glossary.candidates(at: place, of: text) {
      let term = glossary.text(of: entry)
      var end = place + term.count
      guard end <= text.count, text.small[place..<end] == term.small[...] else { continue }
      let isInflected = glossary.entries[entry].isFoundInflected
      if isInflected { while !Self.isBoundary(end, of: text) { end += 1 } }
      guard Self.isBoundary(end, of: text) else { continue }
      let isExact = text.characters[place..<place + term.count] == term.characters[...]
      guard
        isInflected || isExact || isInCapitals
          || isCapitalised(term, at: place, of: text)
      else { continue }
      matches.append(Match(range: place..<end, entry: entry, isExact: isExact && !isInflected))
    }
  }

  /// Whether a term stands at a place as it is written but for a capital at the beginning of a sentence.
  private func isCapitalised(_ term: TermText, at place: Int, of text: TermText) -> Bool {
    text.characters[place].isUppercase && term.characters[0].isLowercase
      && text.characters[(place + 1)..<(place + term.count)] == term.characters[1...]
      && Self.beginsSentence(place, of: text)
  }

  private func found(_ match: Match, _ range: Range<Int>, _ text: TermText) -> FoundTerm {
    let entry = glossary.entries[match.entry]
    let own = text.characters[match.range]
    let letters = own.filter(\.isCased)
    let isInCapitals =
      letters.count > 1 && letters.allSatisfy(\.isUppercase)
      && entry.source.contains(where: \.isLowercase)
    return FoundTerm(
      range: range, entry: entry, target: isInCapitals ? entry.target.uppercased() : entry.target,
      isCapitalised: !isInCapitals && own.first?.isUppercase == true
        && entry.source.first?.isLowercase == true
        && Self.beginsSentence(match.range.lowerBound, of: text))
  }

  // MARK: - Places

  /// Whether no word goes on at a place.
  static func isBoundary(_ place: Int, of text: TermText) -> Bool {
    guard place > 0, place < text.count else { return true }
    return !(isOfWord(text.characters[place - 1]) && isOfWord(text.characters[place]))
  }

  /// Whether a character is part of a word in a script that sets spaces between words.
  private static func isOfWord(_ character: Character) -> Bool {
    guard let first = character.unicodeScalars.first else { return false }
    return character == "_" || first.isOfSpacedWord
  }

  /// Whether only marks stand between a place and the beginning of the line or the end of a sentence.
  private static func beginsSentence(_ place: Int, of text: TermText) -> Bool {
    for character in text.characters[..<place].reversed() {
      if ".!?…".contains(character) { return true }
      if character.isLetter || character.isNumber || ",;".contains(character) { return false }
    }
    return true
  }

  /// Whether a term may stand in a range: no span goes beyond it.
  private static func mayStand(_ range: Range<Int>, among spans: [TextSpan]) -> Bool {
    let first = spans.partitionPoint { $0.range.upperBound > range.lowerBound }
    return spans[first...].prefix { $0.range.lowerBound < range.upperBound }.allSatisfy {
      range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound
    }
  }
}

extension String {
  /// The text with a capital as its first letter.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
