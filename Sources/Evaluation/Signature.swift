internal import Formatting

/// One option of a metric in a signature.
public struct SignatureItem: Sendable, Equatable {
  /// The name in a signature, such as `smooth`.
  public let name: String
  /// The name in a short signature, such as `s`.
  public let abbreviation: String
  /// The value of the option.
  public let value: String

  init(_ name: String, _ abbreviation: String, _ value: String) {
    self.name = name
    self.abbreviation = abbreviation
    self.value = value
  }

  init(_ name: String, _ abbreviation: String, _ value: Bool) {
    self.init(name, abbreviation, value ? "yes" : "no")
  }
}

/// All that a reader must know to compare a score with others; publish it with the score.
///
/// The form is sacreBLEU's (Post, 2018, "A Call for Clarity in Reporting BLEU Scores"), for example
/// `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:translate-0.2.0`. The version is that of
/// this package: it computes the same scores as sacreBLEU, but it is not sacreBLEU.
public struct Signature: Sendable, Equatable {
  /// The version in signatures.
  public static let version = ProgramVersion.name

  /// The items in the order in which they are printed.
  public let items: [SignatureItem]

  init(references: Int?, resampling: ResamplingSettings?, metricItems: [SignatureItem]) {
    items =
      [SignatureItem("nrefs", "#", references.map(String.init) ?? "var")]
      + (resampling?.signatureItems ?? [])
      + metricItems
      + [SignatureItem("version", "v", Signature.version)]
  }

  /// Formats the items as `name:value`, with abbreviated names if `short`.
  ///
  /// - Returns: The items, joined by `|`.
  public func formatted(short: Bool = false) -> String {
    items.map { "\(short ? $0.abbreviation : $0.name):\($0.value)" }.joined(separator: "|")
  }
}

extension Signature: CustomStringConvertible {
  /// The signature with full names.
  public var description: String {
    formatted()
  }
}
