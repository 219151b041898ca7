#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CharacterForms {
  /// The forms as compact JSON; equal forms give equal bytes.
  ///
  /// It is a list with an entry for each variant, in the order of their first characters: `["’","'"]` has the variant
  /// and its form, `["\"","«","»"]` those at the beginning and the end of a quotation. A list and not an object,
  /// because different characters can be equal as keys, such as U+2002 and U+2000.
  package func serialized() -> String {
    var entries = forms.map { variant, form in
      [String(variant), form.opening] + (form.opening == form.closing ? [] : [form.closing])
    }
    if let threeDots { entries.append([Self.threeDots, threeDots]) }
    entries.sort { $0[0].unicodeScalars.lexicographicallyPrecedes($1[0].unicodeScalars) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // Encoding cannot fail: there are only strings.
    guard let json = try? encoder.encode(entries) else { return "" }
    return String(decoding: json, as: UTF8.self)
  }

  /// Makes forms from the JSON that ``serialized()`` returned.
  ///
  /// - Throws: ``TokenizerError/corrupted(_:)`` if the JSON is anything else.
  package init(serialized json: String) throws(TokenizerError) {
    guard let entries = try? JSONDecoder().decode([[String]].self, from: Data(json.utf8)) else {
      throw .corrupted("it is not a JSON list of lists of strings")
    }
    var forms: [Unicode.Scalar: Form] = [:]
    var threeDots: String?
    for (index, entry) in entries.enumerated() {
      guard 2...3 ~= entry.count, entry.allSatisfy({ !$0.isEmpty }) else {
        throw .corrupted("entry \(index) is not a variant with its form")
      }
      let variant = entry[0].unicodeScalars
      if entry[0] == Self.threeDots {
        threeDots = entry[1]
      } else if let scalar = variant.first, variant.count == 1 {
        forms[scalar] = Form(opening: entry[1], closing: entry[entry.count - 1])
      } else {
        throw .corrupted("the variant of entry \(index) is not one character")
      }
    }
    self.init(forms: forms, threeDots: threeDots)
  }

  static let threeDots = "..."
}
