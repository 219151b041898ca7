/// A unit of an XLIFF file as it is read: its source and target, whole and by the segments that are marked in both.
struct LocalizationUnit {
  /// One side of a unit.
  private struct Side {
    var whole = SegmentText()
    /// Segments in the order of the text, by their marks' ids.
    var segments: [(id: String, text: SegmentText)] = []
  }

  var line = 0
  var isUnfinished = false
  private var sides: [String: Side] = [:]
  /// The side that is open, and how many elements are open with it.
  private var current: (name: String, depth: Int)?
  /// For each open `<mrk>`, whether it marks a segment.
  private var marks: [Bool] = []

  var isOpen: Bool { current != nil }

  mutating func open(_ name: String, depth: Int) {
    current = (name, depth)
    sides[name] = Side()
    marks = []
  }

  mutating func start(_ tag: XMLTag) {
    if tag.name == "mrk" {
      let isSegment = tag["mtype"] == "seg"
      marks.append(isSegment)
      if isSegment { edit { $0.segments.append((tag["mid"] ?? "", SegmentText())) } }
    }
    edit(both: { $0.start(tag) })
  }

  mutating func add(_ text: [UInt8]) { edit(both: { $0.add(text) }) }

  /// Ends an element; `depth` elements stay open.
  mutating func end(_ name: String, depth: Int) {
    guard let current else { return }
    if depth < current.depth {
      self.current = nil
      return
    }
    edit(both: { $0.end() })
    if name == "mrk", !marks.isEmpty { marks.removeLast() }
  }

  /// The pairs of the unit: of its segments, if both sides have the same, or else of the whole.
  ///
  /// A target that is missing is nil.
  var pairs: [(source: SegmentText, target: SegmentText?)] {
    guard let source = sides["source"] ?? sides["seg-source"] else { return [] }
    guard let target = sides["target"] else { return [(source.whole, nil)] }
    if let marked = sides["seg-source"]?.segments, marked.count > 1,
      marked.map(\.id) == target.segments.map(\.id)
    {
      return zip(marked, target.segments).map { ($0.text, $1.text) }
    }
    return [(source.whole, target.whole)]
  }

  private mutating func edit(_ change: (inout Side) -> Void) {
    if let name = current?.name { change(&sides[name, default: Side()]) }
  }

  /// Changes the whole text, and the segment that is open.
  private mutating func edit(both change: (inout SegmentText) -> Void) {
    let isInSegment = marks.contains(true)
    edit { side in
      change(&side.whole)
      if isInSegment, !side.segments.isEmpty {
        change(&side.segments[side.segments.count - 1].text)
      }
    }
  }
}
