#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

private let start = ContinuousClock.now

/// Seconds on a monotonic clock.
package func monotonicSeconds() -> Double { start.duration(to: .now) / .seconds(1) }

/// The date and the time of day as ISO 8601 writes them, in UTC: `2026-11-27T19:42:07Z`.
package func timeOfDay() -> String { Date().formatted(.iso8601) }
