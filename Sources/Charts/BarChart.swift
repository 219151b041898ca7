/// Bars side by side: a number for each of a few groups.
package struct BarChart: Sendable {
  package struct Bar: Sendable {
    /// What the bar stands for, written below it.
    package var name: String
    /// Its height; no bar is drawn if it is not finite.
    package var value: Double
    /// What is written above it.
    package var note: String

    package init(_ name: String, _ value: Double, note: String = "") {
      self.name = name
      self.value = value
      self.note = note
    }
  }

  package var title: String
  package var xLabel: String
  package var yLabel: String
  package var bars: [Bar]

  package init(_ title: String, x: String, y: String, _ bars: [Bar]) {
    self.title = title
    xLabel = x
    yLabel = y
    self.bars = bars
  }

  /// The chart as SVG.
  package var svg: Element {
    let plane = Plane(
      x: Axis(xLabel, named: bars.map(\.name)),
      y: Axis(yLabel, showing: [0] + bars.map(\.value)))
    return .picture(
      title, width: Plane.width, height: Plane.height,
      plane.elements + bars.indices.flatMap { elements(ofBar: $0, in: plane) })
  }

  private func elements(ofBar index: Int, in plane: Plane) -> [Element] {
    let bar = bars[index]
    guard let left = plane.x(Double(index) - 0.35), let right = plane.x(Double(index) + 0.35),
      let end = plane.y(bar.value), let base = plane.y(0)
    else { return [] }
    return [
      Element(
        "rect",
        [
          "x": left.pixels, "y": min(end, base).pixels, "width": (right - left).pixels,
          "height": abs(base - end).pixels, "fill": Palette.fill,
        ]),
      Plane.text(bar.note, (left + right) / 2, min(end, base) - 5, anchor: "middle"),
    ]
  }
}
