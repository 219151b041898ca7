/// Plain twins of the rounding to bfloat16 and int8.
package enum ReducedPrecision {
  /// The nearest number with 8 significant bits, ties to even.
  package static func bfloat16(_ x: Float) -> Float {
    if x.isNaN { return x }
    let bits = x.bitPattern
    let rounded = bits &+ 0x7FFF &+ (bits >> 16 & 1)
    return Float(bitPattern: rounded & 0xFFFF_0000)
  }

  /// The scale, which is the greatest magnitude / 127, and all numbers divided by it and rounded, ties to even.
  package static func int8(_ row: [Float]) -> (scale: Float, values: [Int]) {
    let scale = (row.map(abs).max() ?? 0) / 127
    let factor = scale > 0 ? 1 / scale : 0
    return (scale, row.map { Int(max(-127, min(127, ($0 * factor).rounded(.toNearestOrEven)))) })
  }
}
