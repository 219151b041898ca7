/// Lines through points: how numbers change with another number.
package struct LineChart: Sendable {
  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  package struct Series: Sendable {
    /// What the line is called beside the chart.
    package var name: String
    /// In rising order of x.
    ///
    /// A point that is not finite interrupts the line.
    package var points: [Point]
    /// Whether each point is marked with a dot.
    package var hasDots: Bool

    package init(_ name: String, _ points: [Point], hasDots: Bool = false) {
      self.name = name
      self.points = points
      self.hasDots = hasDots
    }
  }

  package var title: String
  package var xLabel: String
  package var yLabel: String
  package var xScale: Axis.Scale
  package var yScale: Axis.Scale
  package var series: [Series]

  package init(
    _ title: String, x: String, y: String, xScale: Axis.Scale = .linear,
    yScale: Axis.Scale = .linear, _ series: [Series]
  ) {
    self.title = title
    xLabel = x
    yLabel = y
    self.xScale = xScale
    self.yScale = yScale
    self.series = series
  }

  /// The chart as SVG, with the names of the lines below it if there are several.
  package var svg: Element {
    let points = series.flatMap(\.points)
    let plane = Plane(
      x: Axis(xLabel, showing: points.map(\.x), scale: xScale, ticks: 8),
      y: Axis(yLabel, showing: points.map(\.y), scale: yScale))
    let lines = series.indices.flatMap { elements(of: series[$0], number: $0, in: plane) }
    let legend = series.count > 1 ? self.legend : []
    return .picture(
      title, width: Plane.width, height: Plane.height + 20 * Double(legend.count),
      plane.elements + lines + legend.flatMap { $0 })
  }

  private func elements(of series: Series, number: Int, in plane: Plane) -> [Element] {
    let runs = series.thinned.split { plane.x($0.x) == nil || plane.y($0.y) == nil }
    let places = runs.map { run in
      run.map { (x: plane.x($0.x)?.pixels ?? "", y: plane.y($0.y)?.pixels ?? "") }
    }
    let line = Element(
      "path",
      [
        "d": places.map { "M" + $0.map { "\($0.x) \($0.y)" }.joined(separator: "L") }.joined(),
        "fill": "none", "stroke": Palette.colour(number), "stroke-width": "1.8",
        "stroke-dasharray": Palette.dash(number), "stroke-linejoin": "round",
      ])
    // A point without neighbours would be invisible as a line.
    let dots =
      series.hasDots ? places.flatMap { $0 } : places.filter { $0.count == 1 }.flatMap { $0 }
    return [line]
      + dots.map {
        Element("circle", ["cx": $0.x, "cy": $0.y, "r": "2.8", "fill": Palette.colour(number)])
      }
  }

  private var legend: [[Element]] {
    series.indices.map { number in
      let y = Plane.height + 20 * Double(number)
      return [
        Element(
          "line",
          [
            "x1": "78", "x2": "112", "y1": y.pixels, "y2": y.pixels, "stroke-width": "1.8",
            "stroke": Palette.colour(number), "stroke-dasharray": Palette.dash(number),
          ]),
        Plane.text(series[number].name, 120, y + 4, anchor: "start"),
      ]
    }
  }
}

extension LineChart.Series {
  /// More points than pixels make a file large and no line clearer.
  private static let mostPoints = 1200

  /// At most a few points per pixel: of each group of neighbours the first, the lowest, the highest and the last.
  var thinned: [LineChart.Point] {
    guard points.count > Self.mostPoints else { return points }
    let groups = Self.mostPoints / 4
    return (0..<groups).flatMap { group -> [LineChart.Point] in
      let range = points.count * group / groups..<points.count * (group + 1) / groups
      let low = range.min { points[$0].y < points[$1].y } ?? range.lowerBound
      let high = range.max { points[$0].y < points[$1].y } ?? range.lowerBound
      let kept = Set([range.lowerBound, low, high, range.upperBound - 1])
      return kept.sorted().map { points[$0] }
    }
  }
}
