/// A text as terms are looked for in it: its characters without invisible ones, with single spaces and one kind of
/// apostrophe, and where each stands.
struct TermText: Sendable {
  private(set) var characters: [Character] = []
  /// The same in small letters.
  private(set) var small: [Character] = []
  /// Where each character begins and ends in the text's UTF-8.
  private(set) var places: [Range<Int>] = []

  var count: Int { characters.count }

  init(_ text: String) {
    var place = 0
    for character in text {
      let start = place
      place += character.utf8.count
      if character.isWhitespace {
        if characters.last == " " || characters.isEmpty { continue }
        add(" ", start..<place)
      } else if !Self.isInvisible(character) {
        add(Self.apostrophes.contains(character) ? "'" : character, start..<place)
      }
    }
    while characters.last == " " {
      characters.removeLast()
      small.removeLast()
      places.removeLast()
    }
  }

  private mutating func add(_ character: Character, _ place: Range<Int>) {
    characters.append(character)
    small.append(character.lowercased().first ?? character)
    places.append(place)
  }

  /// The place in UTF-8 of some of the characters, which are not empty.
  func place(of range: Range<Int>) -> Range<Int> {
    places[range.lowerBound].lowerBound..<places[range.upperBound - 1].upperBound
  }

  private static let apostrophes: Set<Character> = ["’", "ʼ", "＇"]

  private static func isInvisible(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.value >= 0x80, scalars.count == 1 else { return false }
    return first.properties.generalCategory == .format
  }
}
