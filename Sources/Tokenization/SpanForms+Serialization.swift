#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SpanForms {
  private struct Record: Codable {
    var classes: [SpanClass]
    /// The separator of the source, `group` or `fraction`, and the separator of the target.
    var separators: [[String]]
    var names: Names?
  }

  private struct Names: Codable {
    /// The hashes of known words in order, 4 bytes each, the lowest first.
    var known: Data
    var findsFirstWords: Bool

    init(_ finder: NameFinder) {
      known = Data()
      for hash in finder.known.sorted() {
        for shift in [0, 8, 16, 24] { known.append(UInt8(truncatingIfNeeded: hash >> shift)) }
      }
      findsFirstWords = finder.findsFirstWords
    }

    var finder: NameFinder? {
      guard known.count % 4 == 0 else { return nil }
      let bytes = Array(known)
      var hashes: Set<UInt32> = []
      for place in stride(from: 0, to: bytes.count, by: 4) {
        var hash: UInt32 = 0
        for byte in bytes[place..<place + 4].reversed() { hash = hash << 8 | UInt32(byte) }
        hashes.insert(hash)
      }
      return NameFinder(known: hashes, findsFirstWords: findsFirstWords)
    }
  }

  /// The forms as compact JSON; equal forms give equal bytes.
  package func serialized() -> String {
    let separators = numbers.separators.map { key, target in
      [key.separator, key.isOfGroups ? "group" : "fraction", target]
    }
    let record = Record(
      classes: classes,
      separators: separators.sorted {
        $0.joined().utf8.lexicographicallyPrecedes($1.joined().utf8)
      },
      names: names.map(Names.init))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding cannot fail: there are only strings.
    guard let json = try? encoder.encode(record) else { return "" }
    return String(decoding: json, as: UTF8.self)
  }

  /// Makes forms from the JSON that ``serialized()`` returned.
  ///
  /// - Throws: ``TokenizerError/corrupted(_:)`` if the JSON is anything else.
  package init(serialized json: String) throws(TokenizerError) {
    guard let record = try? JSONDecoder().decode(Record.self, from: Data(json.utf8)) else {
      throw .corrupted("it is not a JSON object of classes and separators")
    }
    var separators: [NumberForms.Key: String] = [:]
    for (index, entry) in record.separators.enumerated() {
      guard entry.count == 3, ["group", "fraction"].contains(entry[1]), !entry[0].isEmpty,
        entry[2].unicodeScalars.count <= 1
      else { throw .corrupted("entry \(index) is not a separator with its form") }
      separators[.init(separator: entry[0], isOfGroups: entry[1] == "group")] = entry[2]
    }
    let names = record.names?.finder
    if record.names != nil && names == nil { throw .corrupted("its known words are cut off") }
    self.init(
      classes: Set(record.classes), numbers: NumberForms(separators: separators), names: names)
  }
}
