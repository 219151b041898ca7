import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct ChartTests {
  private static let curve = LineChart(
    "Loss", x: "updates", y: "nats",
    [
      .init("training", [.init(0, 4), .init(50, 2), .init(100, 1)]),
      .init("validation", [.init(0, 3), .init(100, 2)], hasDots: true),
    ])

  /// The attributes of all elements of one name, as an XML parser that is not ours reads them.
  private func attributes(_ name: String, in element: Element) throws -> [[String: String]] {
    let reader = XMLNames(name)
    let parser = XMLParser(data: Data(element.text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(element.text)")
    return reader.found
  }

  @Test func drawsLinesThroughTheirPoints() throws {
    let paths = try attributes("path", in: Self.curve.svg)
    #expect(paths.map { $0["d"] } == ["M78 34L345 216.7L612 308", "M78 125.3L612 216.7"])
    #expect(try attributes("circle", in: Self.curve.svg).count == 2)
    #expect(paths[0]["stroke"] != paths[1]["stroke"])
    #expect(paths[0]["stroke-dasharray"] != paths[1]["stroke-dasharray"])
  }

  @Test func interruptsALineWhereANumberIsMissing() throws {
    let points = [1, 2, .nan, 3, .infinity, 4, 5].enumerated()
      .map { LineChart.Point(Double($0.offset), $0.element) }
    let chart = LineChart("t", x: "x", y: "y", [.init("a", points)])
    let path = try #require(attributes("path", in: chart.svg).first?["d"])
    #expect(path.count { $0 == "M" } == 3 && path.count { $0 == "L" } == 2)
    // The lonely 3 is a dot.
    #expect(try attributes("circle", in: chart.svg).count == 1)
  }

  @Test func keepsPeaksOfManyPoints() throws {
    var points = (0..<100_000).map { LineChart.Point(Double($0), 0) }
    points[54_321].y = 7
    points[77_777].y = -7
    let chart = LineChart("t", x: "x", y: "y", [.init("a", points)])
    let path = try #require(attributes("path", in: chart.svg).first?["d"])
    let heights = path.split { "ML".contains($0) }.compactMap { $0.split(separator: " ").last }
    // The range is from -8 to 8.
    #expect(heights.count <= 1200 && Set(heights).count == 3)
  }

  @Test func drawsBarsFromZero() throws {
    let chart = BarChart("t", x: "x", y: "y", [.init("a", 5), .init("b", 10), .init("c", .nan)])
    let bars = try attributes("rect", in: chart.svg)
    let heights = bars.compactMap { $0["height"].flatMap { Double($0) } }
    #expect(heights.count == 2 && abs(heights[1] - 2 * heights[0]) < 0.2)
  }

  @Test func shadesCellsByTheirNumbers() throws {
    let map = HeatMap(
      "t", rows: ["ich", "bin"], columns: ["I", "am", "."], [[0, 0.5, 2], [.nan, 1]])
    let cells = try attributes("rect", in: map.svg).map { $0["fill-opacity"] }
    #expect(cells == ["0.04", "0.52", "1.00", "0.04", "1.00", "0.04"])
  }

  @Test func isWellFormedWhateverTheTexts() throws {
    let odd = [
      "<b>&amp;", "\"'`", "\u{0}\u{1B}[31m\u{7F}\u{85}", "\u{FFFE}\u{FFFF}", "]]>", "é漢😀", "",
    ]
    for text in odd {
      let names = [text, text]
      _ = try attributes(
        "text", in: LineChart(text, x: text, y: text, [.init(text, []), .init(text, [])]).svg)
      _ = try attributes("text", in: BarChart(text, x: text, y: text, [.init(text, 1)]).svg)
      _ = try attributes("text", in: HeatMap(text, rows: names, columns: names, [[1]]).svg)
    }
    #expect(
      Element("p", ["title": "a\"b"], text: "1 < 2").text == "<p title=\"a&quot;b\">1 &lt; 2</p>")
    #expect(Element("br").text == "<br>")
  }
}

private final class XMLNames: NSObject, XMLParserDelegate {
  private let name: String
  private(set) var found: [[String: String]] = []

  init(_ name: String) { self.name = name }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if name == self.name { found.append(attributes) }
  }
}
