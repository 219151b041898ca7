/// The colours and strokes of a chart's lines.
///
/// People who see few colours can tell these apart, and on paper without colours the dashes do (Okabe & Ito, "Color
/// Universal Design", 2008).
enum Palette {
  private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9"]
  private static let dashes = ["none", "7 3", "2 3", "10 3 2 3", "4 2", "1 2"]

  static func colour(_ index: Int) -> String { colours[index % colours.count] }

  /// The dashes of a line; other lines of the same colour have other dashes.
  static func dash(_ index: Int) -> String {
    dashes[(index + index / colours.count) % dashes.count]
  }

  /// The colour of cells and bars.
  static let fill = "#0072b2"
}
