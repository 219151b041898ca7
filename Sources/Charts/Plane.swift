import Formatting

/// The rectangle of a chart that two axes span, in pixels, with its grid, ticks and labels.
struct Plane {
  static let width = 640.0
  static let height = 360.0
  private static let left = 78.0
  private static let right = 28.0
  private static let top = 34.0
  private static let bottom = 52.0

  let x: Axis
  let y: Axis

  /// The horizontal position of a number; nil if it has no place on the axis.
  func x(_ number: Double) -> Double? {
    x.place(of: number).map { Self.left + $0 * (Self.width - Self.left - Self.right) }
  }

  /// The vertical position of a number; nil if it has no place on the axis.
  func y(_ number: Double) -> Double? {
    y.place(of: number).map {
      Self.height - Self.bottom - $0 * (Self.height - Self.top - Self.bottom)
    }
  }

  /// Grid lines, the numbers beside them, and what they are.
  var elements: [Element] {
    let (low, high) = (Self.height - Self.bottom, Self.top)
    let (start, end) = (Self.left, Self.width - Self.right)
    return x.ticks.flatMap { tick in
      let place = self.x(tick) ?? start
      return [
        Self.gridLine(place, low, place, high),
        Self.text(x.text(of: tick), place, low + 18, anchor: "middle"),
      ]
    }
      + y.ticks.flatMap { tick in
        let place = self.y(tick) ?? low
        return [
          Self.gridLine(start, place, end, place),
          Self.text(y.text(of: tick), start - 8, place + 4, anchor: "end"),
        ]
      }
      + [
        Self.text(x.label, (start + end) / 2, Self.height - 12, anchor: "middle"),
        Self.text(y.label, 16, (low + high) / 2, anchor: "middle")
          .with("transform", "rotate(-90 16 \(((low + high) / 2).pixels))"),
      ]
  }

  private static func gridLine(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Element {
    Element(
      "line",
      [
        "x1": x1.pixels, "y1": y1.pixels, "x2": x2.pixels, "y2": y2.pixels,
        "stroke": "currentColor", "stroke-opacity": "0.18",
      ])
  }

  static func text(_ text: String, _ x: Double, _ y: Double, anchor: String) -> Element {
    Element(
      "text",
      ["x": x.pixels, "y": y.pixels, "text-anchor": anchor, "fill": "currentColor"], text: text)
  }
}

extension Double {
  /// A length in pixels, as SVG writes it.
  var pixels: String {
    let text = fixed(1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Element {
  /// A picture of the given size, which scales with the page.
  ///
  /// Its title is read by screen readers.
  static func picture(
    _ title: String, width: Double, height: Double, _ content: [Element]
  ) -> Element {
    Element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": title,
        "viewBox": "0 0 \(width.pixels) \(height.pixels)", "width": width.pixels,
        "height": height.pixels,
        "font-family": "sans-serif", "font-size": "13",
      ],
      [
        Element("title", text: title),
        Plane.text(title, width / 2, 20, anchor: "middle").with("font-weight", "bold"),
      ] + content)
  }
}
