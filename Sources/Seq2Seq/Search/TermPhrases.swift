internal import Evaluation
package import Tokenization

/// Phrases that each translation of a sentence says whole, one after the other in any order: terms of a glossary.
///
/// A hypothesis may say the beginning of a phrase and go on otherwise; only what it has said whole counts. It cannot end
/// before it has said all phrases. At the limit of its length, those that remain are all it may say.
package struct TermPhrases: Sendable {
  /// The tokens of each, none empty.
  let phrases: [[Int32]]
  /// For each phrase, the tokens that a model would likely say instead.
  ///
  /// They are barred, and the phrase is as likely to begin as the likeliest of them.
  let replaced: [[Int32]]
  /// All of these tokens that no phrase has.
  let barred: Set<Int32>
  /// The number of all tokens.
  let tokenCount: Int
  /// The tokens that may not follow a phrase.
  let boundaries: WordBoundaries
  /// The most phrases of a sentence.
  package static let most = 64

  package init(
    _ phrases: [[Int32]], replaced: [[Int32]] = [], _ boundaries: WordBoundaries
  ) {
    precondition(1...Self.most ~= phrases.count, "1 to 64 phrases")
    precondition(phrases.allSatisfy { !$0.isEmpty }, "phrases with tokens")
    precondition(replaced.isEmpty || replaced.count == phrases.count, "some for each phrase")
    self.phrases = phrases
    self.replaced = replaced
    barred = Set(replaced.joined()).subtracting(phrases.joined())
    tokenCount = phrases.reduce(0) { $0 + $1.count }
    self.boundaries = boundaries
  }

  /// Whether a hypothesis has not said all phrases.
  func areOwed(_ progress: TermProgress) -> Bool { progress.saidPhrases < phrases.count }

  /// The number of tokens of the phrases that are not said whole.
  func owed(_ progress: TermProgress) -> Int { tokenCount - progress.saidTokens }

  /// The number of tokens said of all phrases, one that is not said whole included.
  func said(_ progress: TermProgress) -> Int { progress.saidTokens + progress.place }

  /// What a hypothesis has said after one more token.
  func progress(_ progress: TermProgress, after token: Int32) -> TermProgress {
    var result = progress
    result.hasJustSaid = false
    result.place = 0
    guard let (phrase, place) = advanced(progress, by: token) else { return result }
    if place < phrases[phrase].count {
      result.open = UInt8(phrase)
      result.place = place
    } else {
      result.markSaid(phrase, tokens: place)
    }
    return result
  }

  /// The phrase that a token continues or begins, and how much of it is then said.
  private func advanced(_ progress: TermProgress, by token: Int32) -> (phrase: Int, place: Int)? {
    if progress.isOpen {
      let (open, place) = (Int(progress.open), progress.place)
      if phrases[open][place] == token { return (open, place + 1) }
      // Another phrase may begin in the same way.
      for (index, phrase) in phrases.enumerated()
      where !progress.hasSaid(index) && phrase.count > place && phrase[place] == token
        && phrase[..<place] == phrases[open][..<place]
      {
        return (index, place + 1)
      }
    }
    let begun = phrases.indices.first { !progress.hasSaid($0) && phrases[$0][0] == token }
    return begun.map { ($0, 1) }
  }

  /// The tokens that continue the phrase a hypothesis is in, or begin one that it owes; each once.
  func next(_ progress: TermProgress) -> [Int32] {
    if progress.isOpen { return [phrases[Int(progress.open)][progress.place]] }
    var result: [Int32] = []
    for (index, phrase) in phrases.enumerated()
    where !progress.hasSaid(index) && !result.contains(phrase[0]) {
      result.append(phrase[0])
    }
    return result
  }

  /// The tokens instead of which a token may be said, because it begins a phrase that a hypothesis owes.
  func replaced(by token: Int32, _ progress: TermProgress) -> [Int32] {
    if progress.isOpen || replaced.isEmpty { return [] }
    let phrase = phrases.indices.first { !progress.hasSaid($0) && phrases[$0][0] == token }
    return phrase.map { replaced[$0] } ?? []
  }

  /// All tokens that a hypothesis owes, in an order in which it may say them.
  func rest(_ progress: TermProgress) -> [Int32] {
    var result: [Int32] = []
    if progress.isOpen { result += phrases[Int(progress.open)][progress.place...] }
    for (index, phrase) in phrases.enumerated()
    where !progress.hasSaid(index) && !(progress.isOpen && Int(progress.open) == index) {
      result += phrase
    }
    return result
  }

  /// How many hypotheses of equal progress are kept in a search with a beam.
  func banks(beam: Int) -> TermBanks {
    let count = min(tokenCount, TermBanks.most - 1) + 1
    return TermBanks(count: count, quota: (beam + count - 1) / count)
  }

  /// The bank of a hypothesis.
  func bank(_ progress: TermProgress, of banks: TermBanks) -> Int {
    said(progress) * (banks.count - 1) / tokenCount
  }
}

/// What a hypothesis has said of the phrases that it has to say.
package struct TermProgress: Sendable, Hashable {
  private var said: UInt64 = 0
  /// The phrase of which `place` tokens were said last; none if `place` is 0.
  fileprivate var open: UInt8 = 0
  fileprivate(set) var place = 0
  /// The number of tokens of the phrases said whole.
  fileprivate(set) var saidTokens = 0
  /// Whether the last token was the last one of a phrase.
  fileprivate(set) var hasJustSaid = false

  package init() {}

  var isOpen: Bool { place > 0 }
  var saidPhrases: Int { said.nonzeroBitCount }
  fileprivate func hasSaid(_ phrase: Int) -> Bool { said & 1 << UInt64(phrase) != 0 }

  fileprivate mutating func markSaid(_ phrase: Int, tokens: Int) {
    said |= 1 << UInt64(phrase)
    saidTokens += tokens
    hasJustSaid = true
  }
}

/// Banks of a beam: hypotheses compete only with those that have said as much of the phrases (Post and Vilar 2018).
///
/// Otherwise those that begin a phrase early would be dropped for those that put it off.
struct TermBanks {
  static let most = 16

  var count: Int
  /// How many hypotheses each has.
  var quota: Int
  var width: Int { count * quota }

  init(count: Int, quota: Int) {
    self.count = count
    self.quota = quota
  }

  /// One bank for all hypotheses of a beam.
  init(_ beam: Int) { self.init(count: 1, quota: beam) }
}

/// Which tokens of a vocabulary continue a word, and which end in an apostrophe.
package struct WordBoundaries: Sendable {
  /// The tokens that begin with a letter or digit without a space before it.
  let continuations: [Int32]
  /// The tokens after which a word follows without a space.
  let elisions: Set<Int32>

  package init(continuations: [Int32] = [], elisions: Set<Int32> = []) {
    self.continuations = continuations
    self.elisions = elisions
  }

  /// Looks at the tokens of a vocabulary.
  package init(_ vocabulary: Vocabulary) {
    var continuations: [Int32] = []
    var elisions: Set<Int32> = []
    for id in 0..<Int32(vocabulary.count) {
      switch vocabulary.piece(id) {
      case .text(let text):
        if let first = text.unicodeScalars.first, first.continuesWord { continuations.append(id) }
        if text.unicodeScalars.count > 1, let last = text.unicodeScalars.last,
          last == "'" || last == "’"
        {
          elisions.insert(id)
        }
      case .byte(let byte):
        // A character without a piece is a letter more often than not.
        let isLetter = Unicode.Scalar(byte).properties.isAlphabetic
        if byte < 0x80 ? isLetter : byte >= 0xC2 { continuations.append(id) }
      case .special, nil: break
      }
    }
    self.init(continuations: continuations, elisions: elisions)
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter, a digit or a mark on one, of a script that sets spaces between words.
  fileprivate var continuesWord: Bool {
    if value < 0x80 { return properties.isAlphabetic || 0x30...0x39 ~= value }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return properties.isAlphabetic && !SpacelessScripts.isSpaceless(self)
    }
  }
}
