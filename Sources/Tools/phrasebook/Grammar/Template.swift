/// A kind of sentence and the way to draw one.
struct Template: Sendable {
  let name: String
  /// The highest number of distinct sentences it gives.
  let count: Int
  let draw: @Sendable (inout Sampler) -> Sentence

  init(_ name: String, _ count: Int, _ draw: @escaping @Sendable (inout Sampler) -> Sentence) {
    self.name = name
    self.count = count
    self.draw = draw
  }
}
