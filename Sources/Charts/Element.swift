/// An element of SVG or HTML.
///
/// Text and attributes are escaped when the element is written, so they may hold anything.
package struct Element: Sendable {
  /// What stands between the tags.
  package enum Content: Sendable {
    case element(Element)
    case text(String)
  }

  package let name: String
  package private(set) var attributes: [(name: String, value: String)]
  package var content: [Content]

  package init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [Element] = []
  ) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    self.content = content.map { .element($0) }
  }

  package init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
  ) {
    self.init(name, attributes)
    content = [.text(text)]
  }

  package mutating func add(_ element: Element) { content.append(.element(element)) }

  /// The element with one attribute more.
  package func with(_ name: String, _ value: String) -> Element {
    var result = self
    result.attributes.append((name, value))
    return result
  }
}

// MARK: - Writing

extension Element {
  /// The elements of HTML that have no content and no end tag.
  private static let void: Set<String> = ["br", "hr", "img", "input", "link", "meta"]

  /// The element as text, which is both XML and HTML if its name is not one of ``void``.
  package var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    result += "<\(name)"
    for (name, value) in attributes { result += " \(name)=\"\(Self.escaped(value))\"" }
    result += ">"
    if Self.void.contains(name) { return }
    for part in content {
      switch part {
      case .element(let element): element.write(to: &result)
      case .text(let text): result += Self.escaped(text)
      }
    }
    result += "</\(name)>"
  }

  /// The text with entities for what markup gives a meaning; without the control characters that XML forbids.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n": result.append(scalar)
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
