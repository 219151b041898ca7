import Foundation

/// The sine of another library than ours.
enum NoisySineTwin {
  static func sine(_ x: Double) -> Double { sin(x) }
}
