import Formatting
import Foundation
import Testing

@Suite struct JSONValueTests {
  @Test func jsonIsEscaped() {
    let value = JSONValue.object([
      ("a \"b\"", .array([.string("\\ \n\t\r\u{1} é\u{301}"), .number(1), .null])),
      ("empty", .array([])), ("none", .object([])), ("infinite", .number(.infinity)),
    ])
    let expected = #"""
      {
        "a \"b\"": [
          "\\ \n\t\r\u0001 é\#u{301}",
          1.0,
          null
        ],
        "empty": [],
        "none": {},
        "infinite": null
      }
      """#
    #expect(value.formatted(indent: 2) == expected)
  }

  /// What is printed can be read again, fields in any order.
  @Test func whatIsPrintedCanBeRead() throws {
    let text = #"{"a":[1,2.5,null,true,"x \" é"],"b":{"c":-3}}"#
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
    let again = try JSONDecoder().decode(JSONValue.self, from: Data(value.compact.utf8))
    #expect(try encoder.encode(again) == encoder.encode(value))
  }

  @Test func numbersAreFoundByPath() throws {
    let value = JSONValue.object([
      ("a", .object([("b", .number(0.5)), ("c", .integer(3))])), ("d", .string("1")),
    ])
    #expect(value.number(at: ["a", "b"]) == 0.5)
    #expect(value.number(at: ["a", "c"]) == 3)
    for path in [[], ["a"], ["d"], ["a", "b", "c"], ["x"]] {
      #expect(value.number(at: path) == nil)
    }
  }

  @Test func decimalsAreRounded() {
    #expect(JSONValue.rounded(2.0 / 3, 2).compact == "0.67")
    #expect(JSONValue.rounded(.nan, 2).compact == "null")
  }
}
