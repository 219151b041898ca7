import ArgumentParser

/// The precision that products are computed in; sums, norms and the optimizer are always float32.
enum Precision: String, CaseIterable, Encodable, ExpressibleByArgument {
  case float32
}
