/// The references to characters in HTML and XML: `&amp;`, `&#233;`, `&eacute;`.
enum CharacterReferences {
  /// The longest reference that counts, so that an ampersand in a text is not taken for one.
  private static let longest = 12

  /// A reference at a place, and its end; nil if there is none that is known.
  static func reference(in bytes: [UInt8], at place: Int) -> (text: String, end: Int)? {
    guard bytes[place] == UInt8(ascii: "&"),
      let end = bytes[place...].prefix(longest).firstIndex(of: UInt8(ascii: ";")),
      let text = character(bytes.text(place + 1..<end))
    else { return nil }
    return (text, end + 1)
  }

  /// Text with its references replaced by their characters.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if let (text, end) = reference(in: bytes, at: place) {
        result += text.utf8
        place = end
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Text in which nothing is markup; also the quotation mark `quote`, if it is given.
  static func encoded(_ text: String, quote: UInt8? = nil) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case quote: result += byte == UInt8(ascii: "'") ? "&#39;".utf8 : "&quot;".utf8
      default: result.append(byte)
      }
    }
    return result
  }

  private static func character(_ name: String) -> String? {
    guard name.hasPrefix("#") else { return named[name].map { String($0) } }
    let digits = name.dropFirst()
    let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
    let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, number >= 0x20 || [9, 10, 13].contains(number) else { return nil }
    return Unicode.Scalar(number).map { String($0) }
  }

  /// Those of HTML 4 and XML.
  private static let named: [String: Unicode.Scalar] = {
    var named: [String: Unicode.Scalar] = [:]
    for (first, names) in blocks {
      for (offset, name) in names.split(separator: " ").enumerated() where name != "-" {
        named[String(name)] = Unicode.Scalar(first + UInt32(offset))
      }
    }
    return named
  }()

  /// The names of characters that follow each other; `-` has none.
  private static let blocks: [(first: UInt32, names: String)] = [
    (0x22, "quot"), (0x26, "amp apos"), (0x3C, "lt - gt"),
    (
      0xA0,
      """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
      micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
      Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
      Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
      ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
      uuml yacute thorn yuml
      """
    ),
    (0x152, "OElig oelig"), (0x160, "Scaron scaron"), (0x178, "Yuml"), (0x192, "fnof"),
    (0x2C6, "circ"), (0x2DC, "tilde"),
    (
      0x391,
      """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi \
      Chi Psi Omega
      """
    ),
    (
      0x3B1,
      """
      alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon \
      phi chi psi omega
      """
    ),
    (0x2002, "ensp emsp"), (0x2009, "thinsp"), (0x200C, "zwnj zwj lrm rlm"),
    (0x2013, "ndash mdash"), (0x2018, "lsquo rsquo sbquo - ldquo rdquo bdquo - dagger Dagger bull"),
    (0x2026, "hellip"), (0x2030, "permil"), (0x2032, "prime Prime"), (0x2039, "lsaquo rsaquo"),
    (0x203E, "oline"), (0x2044, "frasl"), (0x20AC, "euro"), (0x2122, "trade"),
    (0x2190, "larr uarr rarr darr harr"), (0x21D0, "lArr uArr rArr dArr hArr"),
    (0x2200, "forall - part exist - empty - nabla isin notin - ni"), (0x220F, "prod - sum minus"),
    (0x221A, "radic"), (0x221E, "infin"), (0x2227, "and or cap cup int"), (0x2248, "asymp"),
    (0x2260, "ne equiv - - le ge"), (0x2282, "sub sup"),
    (0x2660, "spades - - clubs - hearts diams"),
  ]
}
