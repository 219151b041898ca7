private let start = ContinuousClock.now

/// Seconds on a monotonic clock.
package func monotonicSeconds() -> Double { start.duration(to: .now) / .seconds(1) }
