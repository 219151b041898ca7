import Charts
import Seq2Seq

/// A page as one HTML file, which needs nothing else: no script, no font, no picture from elsewhere.
struct HTMLPage {
  private let title: String
  private let content: [Element]

  init(_ title: String, _ content: [Element]) {
    self.title = title
    self.content = content
  }

  func write(to path: String) throws(FileError) {
    let text = text
    try AtomicFile.write(to: path) { writer throws(FileError) in try writer.write(text) }
  }

  var text: String {
    let head = Element(
      "head", [:],
      [
        Element("meta", ["charset": "utf-8"]),
        Element("meta", ["name": "viewport", "content": "width=device-width"]),
        Element("title", text: title), Element("style", text: Self.style),
      ])
    let body = Element("body", [:], [Element("h1", text: title)] + content)
    return "<!DOCTYPE html>\n" + Element("html", [:], [head, body]).text + "\n"
  }

  /// Without characters that HTML escapes.
  private static let style = """
    body{font:15px/1.45 sans-serif;max-width:84rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(28rem,100%),1fr));gap:1rem}
    svg{max-width:100%;height:auto}
    table{border-collapse:collapse;margin:.5rem 0}
    td,th{border-bottom:1px solid #ccc;padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top}
    td{overflow-wrap:anywhere}
    @media print{body{margin:0;max-width:none;font-size:10pt}.charts{display:block}svg,tr{break-inside:avoid}}
    """

  /// Pictures side by side, as many as fit.
  static func gallery(_ pictures: [Element]) -> Element {
    Element("div", ["class": "charts"], pictures)
  }

  static func table(_ heads: [String], _ rows: [[String]]) -> Element {
    let head = Element("tr", [:], heads.map { Element("th", ["scope": "col"], text: $0) })
    return Element(
      "table", [:],
      (heads.isEmpty ? [] : [head])
        + rows.map { row in Element("tr", [:], row.map { Element("td", text: $0) }) })
  }
}
