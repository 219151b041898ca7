import Testing

@testable import Evaluation

/// White space, letter case and categories are those of Python, scalar by scalar.
///
/// Only scalars that were assigned in Unicode 14 are compared; later ones differ between versions of
/// Python, of its regex module and of Swift.
@Suite struct UnicodeRulesTests {
  private static let allScalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
  private static let compared = allScalars.filter { scalar in
    scalar.properties.age.map { $0.major <= 14 } ?? false
  }

  private let lines: [[Substring]]

  init() throws {
    lines = try Fixture.text("unicode.txt").split(separator: "\n").map { $0.split(separator: " ") }
  }

  private func scalars(_ kind: String) throws -> Set<Unicode.Scalar> {
    let line = try #require(lines.first { $0[0] == kind })
    return Set(
      try line.dropFirst().flatMap { range in
        let bounds = try range.split(separator: "-").map { try #require(UInt32($0, radix: 16)) }
        return (bounds[0]...bounds[bounds.count - 1]).compactMap(Unicode.Scalar.init)
      })
  }

  @Test func whiteSpaceIsPythons() throws {
    let space = try scalars("space")
    #expect(space.count == 29)
    #expect(Set(Self.allScalars.filter(\.isPythonSpace)) == space)
  }

  @Test func everyWhiteSpaceSeparatesWordsAndIsTrimmed() throws {
    for space in try scalars("space") {
      let text = Array("a".unicodeScalars) + [space] + Array("b".unicodeScalars) + [space]
      #expect(Words(splitting: text).ranges == [0..<1, 2..<3])
      #expect(String(String.UnicodeScalarView(text)).trimmingEnd().unicodeScalars.count == 3)
    }
  }

  @Test(arguments: ["N", "P", "S"])
  func categoriesAreThoseOfRegex(category: String) throws {
    let holds: (Unicode.Scalar) -> Bool =
      switch category {
      case "N": MTEval14.isNumber
      case "P": MTEval14.isPunctuation
      default: MTEval14.isSymbol
      }
    let expected = try scalars(category)
    #expect(Self.compared.filter { holds($0) != expected.contains($0) } == [])
  }

  @Test func lowerCaseIsPythons() throws {
    var expected: [UInt32: [UInt32]] = [:]
    for line in lines where line[0] == "lower" {
      let values = try line.dropFirst().map { try #require(UInt32($0, radix: 16)) }
      expected[values[0]] = Array(values.dropFirst())
    }
    #expect(expected.count > 1400)
    let wrong = Self.compared.filter { scalar in
      [scalar].lowercased().map(\.value) != expected[scalar.value] ?? [scalar.value]
    }
    #expect(wrong == [])
  }

  @Test(arguments: [
    ("ΣΑΣ", "σας"), ("Σ", "σ"), ("Α\u{301}Σ\u{301}", "α\u{301}ς\u{301}"), ("ΑΣ'", "ας'"),
    ("ΑΣ'Α", "ας'α".replacing("ς", with: "σ")), ("3Σ", "3σ"), ("ΑΣ3", "ας3"),
  ])
  func sigmaIsFinalAtTheEndOfAWord(text: String, lower: String) {
    let result = Array(text.unicodeScalars).lowercased()
    #expect(result == Array(lower.unicodeScalars))
  }
}
