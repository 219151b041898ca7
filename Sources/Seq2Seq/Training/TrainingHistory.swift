internal import Platform

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The lines of a `metrics.jsonl`: what a training measured, and when.
package struct TrainingHistory: Sendable {
  /// A line: means over the last updates, or a validation.
  package struct Entry: Sendable, Decodable {
    package let update: Int
    package let epoch: Int
    package let loss: Double?
    package let perplexity: Double?
    package let rate: Double?
    package let gradientNorm: Double?
    package let clipped: Int?
    package let tokens: Int?
    package let validationLoss: Double?
    package let validationPerplexity: Double?
    package let validationBLEU: Double?
    package let isBest: Bool?
    package let seconds: Double?
    package let tokensPerSecond: Double?
    package let time: String?
    /// The command that a run began with, in its first line.
    package let command: String?

    enum CodingKeys: String, CodingKey {
      case update, epoch, loss, perplexity, rate, clipped, tokens, seconds, time, command
      case gradientNorm = "gradient_norm"
      case validationLoss = "validation_loss"
      case validationPerplexity = "validation_perplexity"
      case validationBLEU = "validation_bleu"
      case isBest = "is_best"
      case tokensPerSecond = "tokens_per_second"
    }
  }

  package let entries: [Entry]
  /// Seconds of training until the last line; nil if lines have no times.
  package var seconds: Double? { entries.last { $0.seconds != nil }?.seconds }

  /// Reads a file; nil if it cannot be read.
  ///
  /// Lines that are not metrics are left out.
  package init?(path: String) {
    guard let reader = try? LineReader(path: path) else { return nil }
    var entries: [Entry] = []
    while let line = try? reader.next() {
      if let entry = decodeJSON(Entry.self, String(decoding: line.bytes, as: UTF8.self)) {
        entries.append(entry)
      }
    }
    self.entries = entries
  }
}
