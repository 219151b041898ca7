internal import CKernels

extension Matrix {
  /// Layer normalisation of every row, in place.
  ///
  /// - Parameters:
  ///   - gain: `[columns]`.
  ///   - normalized: receives what the backward pass needs; nil: there will be none.
  func normalizeRows(gain: Vector<Float>, _ normalized: NormalizedGates.Part?) {
    precondition(gain.count == columns, "a gain for each column")
    precondition(normalized.map(isAsLarge) ?? true, "room for what is normalised")
    var call = unsafe ck_layer_norm_rows()
    unsafe call.rows = Int32(rows)
    unsafe call.columns = Int32(columns)
    unsafe call.y = unsafe base
    unsafe call.stride = stride
    unsafe call.gain = unsafe UnsafePointer(gain.base)
    unsafe call.normalized = unsafe normalized?.values.base
    unsafe call.normalized_stride = normalized?.values.stride ?? 0
    unsafe call.inverse = unsafe normalized?.inverse.base
    unsafe ck_layer_norm(&call)
  }

  /// Turns the gradient of what came out into that of what went in, in place.
  ///
  /// - Parameters:
  ///   - gain: `[columns]`.
  ///   - normalized: what the forward pass left.
  ///   - gainGradient: the gain's gradient is added to it, `[columns]`.
  ///   - biasGradient: likewise that of a bias added to what came out.
  func normalizeRowsBackward(
    gain: Vector<Float>, _ normalized: NormalizedGates.Part, gainGradient: Vector<Float>,
    biasGradient: Vector<Float>
  ) {
    precondition(gain.count == columns && isAsLarge(normalized), "what was normalised")
    precondition(
      gainGradient.count == columns && biasGradient.count == columns, "a gradient for each column")
    var call = unsafe ck_layer_norm_rows_gradient()
    unsafe call.rows = Int32(rows)
    unsafe call.columns = Int32(columns)
    unsafe call.gradient = unsafe base
    unsafe call.stride = stride
    unsafe call.gain = unsafe UnsafePointer(gain.base)
    unsafe call.normalized = unsafe UnsafePointer(normalized.values.base)
    unsafe call.normalized_stride = normalized.values.stride
    unsafe call.inverse = unsafe UnsafePointer(normalized.inverse.base)
    unsafe call.gain_gradient = unsafe gainGradient.base
    unsafe call.bias_gradient = unsafe biasGradient.base
    unsafe ck_layer_norm_backward(&call)
  }

  private func isAsLarge(_ normalized: NormalizedGates.Part) -> Bool {
    normalized.values.rows == rows && normalized.values.columns == columns
      && normalized.inverse.rows == rows && normalized.inverse.isContiguous
  }
}
