internal import CICU

/// The languages that ICU knows.
package enum LanguageList {
  /// A language: its code in ISO 639, of two letters or else three, its three-letter code, and its English name.
  package struct Entry: Hashable, Sendable {
    package let code, longCode, name: String
  }

  /// All languages that ICU knows, several hundred.
  package static let all: [Entry] = {
    var entries: [Entry] = []
    while let code = unsafe ci_language_code(Int32(entries.count)) {
      var name = [UInt8](repeating: 0, count: 256)
      let length = unsafe ci_language_name(code, &name, Int32(name.count))
      entries.append(
        Entry(
          code: unsafe String(cString: code),
          longCode: unsafe String(cString: ci_language_long_code(code)),
          name: String(decoding: name.prefix(Int(length)), as: UTF8.self)))
    }
    return entries
  }()
}
