internal import Platform
internal import Tokenization

/// Puts what was taken out of a source back into its translation.
///
/// Its place is found among the words: those before it in the source come before it in the translation, too, as far as
/// the order of words allows; the nearest ones count most.
struct SpanPlacer {
  private let layout: SpanLayout
  private let target: String
  private let sources: [Range<Int>]
  private let targets: [Range<Int>]
  private let links: [(source: Int, weight: Float)?]
  /// The first gap that may be used: those before it are in the beginning that was given.
  private let firstGap: Int
  private let start: Int
  /// Whether there is too much text to look at its words; then units keep their share of the text before them.
  private let isLong: Bool
  private static let mostWords = 1_000
  private static let mostUnits = 100

  /// A unit with the gap between words, and the offset in the target, where it is put.
  private struct Place {
    var unit: SpanLayout.Unit
    var gap: Int
    var offset: Int
    var isBeforeWord: Bool
  }

  init(_ layout: SpanLayout, _ target: String, _ links: WordLinks) {
    self.layout = layout
    self.target = target
    sources = WordCores.ranges(of: layout.text)
    targets = WordCores.ranges(of: target)
    isLong =
      max(sources.count, targets.count) > Self.mostWords || layout.units.count > Self.mostUnits
    self.links =
      isLong
      ? targets.map { _ in nil }
      : links.links(sources.map(layout.text.text), targets.map(target.text))
    var start = 0
    if let prefix = layout.prefix, target.utf8.starts(with: prefix.read.utf8) {
      start = prefix.read.utf8.count
    }
    self.start = start
    firstGap = targets.count { $0.upperBound <= start }
  }

  /// The translation with everything that was taken out.
  struct Result {
    var text = ""
    /// Where the text comes from in the translation without.
    var map = TextMap()
    /// Where each unit stands in the text, in the units' order.
    var places: [Int] = []
  }

  func result() -> Result {
    var places: [Place] = []
    for unit in layout.units { places.append(place(unit, after: places)) }
    let order = places.indices.sorted { (places[$0].offset, $0) < (places[$1].offset, $1) }
    var result = Result()
    result.text = start == 0 ? "" : layout.prefix?.given ?? ""
    result.places = places.map { _ in 0 }
    var end = start
    for index in order {
      let place = places[index]
      append(end..<place.offset, to: &result)
      end = place.offset
      result.places[index] = insert(place, into: &result.text, &end)
    }
    append(end..<target.utf8.count, to: &result)
    return result
  }

  private func append(_ range: Range<Int>, to result: inout Result) {
    result.map.copy(to: result.text.utf8.count, from: range.lowerBound)
    result.text += target.text(range)
  }

  // MARK: - Spaces

  /// Puts a unit at the end of a text, with the spaces that it needs; returns its place.
  private func insert(_ place: Place, into result: inout String, _ end: inout Int) -> Int {
    let unit = place.unit
    let isAttached = unit.isGlued.left && !place.isBeforeWord
    if !isAttached, let last = result.unicodeScalars.last, needsSpace(after: last) { result += " " }
    let offset = result.utf8.count
    result += unit.text
    let next = target.utf8.count > end ? target.text(end..<target.utf8.count) : ""
    if unit.isGlued.right && (place.isBeforeWord || unit.isGlued.left) {
      if next.utf8.first == 0x20 { end += 1 }
    } else if let first = next.unicodeScalars.first,
      first.properties.isAlphabetic || first.properties.numericType != nil
        || SpanPlacer.openers.contains(first)
    {
      result += " "
    }
    return offset
  }

  private func needsSpace(after last: Unicode.Scalar) -> Bool {
    !last.properties.isWhitespace && !Self.openers.contains(last) && !Spacing.isUnspaced(last)
  }

  private static let openers: Set<Unicode.Scalar> = Set("([{«¿¡“".unicodeScalars)

  // MARK: - Places

  private func place(_ unit: SpanLayout.Unit, after places: [Place]) -> Place {
    let sourceGap = sources.partitionPoint { $0.lowerBound >= unit.place }
    var gap = gap(unit, sourceGap)
    // What is opened comes before it is closed.
    if unit.closes, !isLong, let opening = places.last(where: { $0.unit.opens }), gap < opening.gap
    {
      gap = opening.gap
    }
    let before = sourceGap > 0 ? sources[sourceGap - 1].upperBound : 0
    let hasMarkBefore = sourceGap > 0 && !isBlank(before..<max(before, unit.place))
    let isAfterWord = gap > firstGap && (unit.isGlued.left || !unit.isGlued.right && !hasMarkBefore)
    if isAfterWord {
      return Place(unit: unit, gap: gap, offset: targets[gap - 1].upperBound, isBeforeWord: false)
    }
    let offset = gap < targets.count ? targets[gap].lowerBound : target.utf8.count
    return Place(
      unit: unit, gap: gap, offset: max(start, offset), isBeforeWord: gap < targets.count)
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    UTF8Text.isBlank(layout.text.text(range))
  }

  /// The number of target words before a unit that has `source` words of the source before it.
  private func gap(_ unit: SpanLayout.Unit, _ source: Int) -> Int {
    if isLong { return max(firstGap, targets.count * source / max(sources.count, 1)) }
    let anchored = { (word: Int) in
      targets.indices.filter { links[$0]?.source == word && $0 >= firstGap }
    }
    if unit.isGlued.right, !unit.isGlued.left, let first = anchored(source).first { return first }
    if unit.isGlued.left, let last = anchored(source - 1).last { return last + 1 }
    if source == 0 && !unit.isGlued.right { return firstGap }
    if source == sources.count { return targets.count }
    let gaps = firstGap...max(firstGap, targets.count)
    return gaps.min { cost($0, source) < cost($1, source) } ?? targets.count
  }

  private func cost(_ gap: Int, _ source: Int) -> Float {
    var cost =
      0.05
      * abs(
        Float(gap) / Float(max(targets.count, 1)) - Float(source) / Float(max(sources.count, 1)))
    for (target, link) in links.enumerated() {
      guard let link, (link.source < source) != (target < gap) else { continue }
      let distance = link.source < source ? source - 1 - link.source : link.source - source
      cost += link.weight / Float(1 << min(distance, 16))
    }
    return cost
  }
}
