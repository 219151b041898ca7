/// Why a language's name or code is not understood.
public struct LanguageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  public let name: String
  /// The code that was probably meant, if one is near.
  public let suggestion: String?
  /// One line: what is wrong, and what to give instead.
  public let description: String

  /// The error for a name that is not known.
  init(unknown name: String) {
    self.name = name
    let lowercased = name.lowercased()
    if let code = LanguageCode.languagesOfCountries[lowercased] {
      suggestion = code
      description =
        "\(name) is the code of a country, not of a language; \(Self.called(code)) is \(code)"
    } else if let code = Self.nearest(to: lowercased) {
      suggestion = code
      description = "\(name) is no language that is known; \(Self.called(code)) is \(code)"
    } else {
      suggestion = nil
      description =
        "\(name) is no language that is known; give its code, such as ja, or its English name, such as Japanese"
    }
  }

  /// The error for text that does not name two languages.
  init(notAPair text: String) {
    name = text
    suggestion = nil
    description =
      "\"\(text)\" is not two languages with a hyphen between them; give them as fr-en, or as french-english"
  }

  private static func called(_ code: String) -> String { LanguageCode.name(of: code) ?? code }

  /// The code of the language whose English name differs in at most two letters, if it is the only one as near.
  private static func nearest(to name: String) -> String? {
    guard name.utf8.count >= 5 else { return nil }
    let near = LanguageCode.names
      .map { (code: $0.value, distance: distance(Array(name.utf8), Array($0.key.utf8))) }
      .filter { $0.distance <= (name.utf8.count >= 7 ? 2 : 1) }
    guard let least = near.map(\.distance).min() else { return nil }
    let codes = Set(near.filter { $0.distance == least }.map(\.code))
    return codes.count == 1 ? codes.first : nil
  }

  /// Levenshtein's distance: the number of bytes to insert, remove or replace.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    if abs(first.count - second.count) > 2 { return 3 }
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let cost = byte == second[column] ? 0 : 1
        let next = min(row[column] + 1, row[column + 1] + 1, diagonal + cost)
        diagonal = row[column + 1]
        row[column + 1] = next
      }
    }
    return row[second.count]
  }
}
