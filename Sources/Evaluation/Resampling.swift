/// How a corpus was resampled, as a signature states it.
public struct ResamplingSettings: Sendable, Equatable {
  /// How other corpora are made of a corpus.
  public enum Method: String, Sendable {
    /// Segments are drawn with replacement.
    case bootstrap = "bs"
    /// Segments are exchanged between two systems.
    case approximateRandomization = "ar"
  }

  /// How other corpora are made.
  public let method: Method
  /// How many are made, at least 1.
  public let trials: Int
  /// The seed of the random numbers, or nil for different ones each time.
  public let seed: UInt64?

  /// The given settings.
  public init(_ method: Method, trials: Int, seed: UInt64? = 12345) {
    precondition(trials >= 1, "resampling needs at least one trial")
    self.method = method
    self.trials = trials
    self.seed = seed
  }

  var signatureItems: [SignatureItem] {
    [
      SignatureItem(method.rawValue, method.rawValue, String(trials)),
      SignatureItem("seed", "rs", seed.map(String.init) ?? "none"),
    ]
  }
}
