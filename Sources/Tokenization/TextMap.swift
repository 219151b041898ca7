/// Where the parts of a text come from in another one, by their places in UTF-8.
package struct TextMap: Sendable {
  /// Where parts that were copied begin, in both texts.
  private var runs: [(place: Int, origin: Int)] = []

  package init() {}

  /// Says that what follows from a place of the text on was copied from a place of the other one.
  package mutating func copy(to place: Int, from origin: Int) {
    while let last = runs.last, last.place >= place { runs.removeLast() }
    if let last = runs.last, last.origin - last.place == origin - place { return }
    runs.append((place, origin))
  }

  /// Where a place of the text comes from.
  package func origin(of place: Int) -> Int {
    guard let run = last(where: { $0.place <= place }) else { return place }
    return run.origin + place - run.place
  }

  /// Where a place of the other text has gone to.
  package func place(of origin: Int) -> Int {
    guard let run = last(where: { $0.origin <= origin }) else { return origin }
    return run.place + origin - run.origin
  }

  /// The last run that satisfies a condition, which all runs before it do, too; by bisection.
  private func last(where isBefore: ((place: Int, origin: Int)) -> Bool) -> (
    place: Int, origin: Int
  )? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(runs[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : runs[low - 1]
  }
}
