internal import CKernels

extension Matrix {
  /// Applies layer normalisation to every row, in place.
  ///
  /// - Parameters:
  ///   - gain: `[columns]`.
  ///   - normalized: receives what the backward pass needs; nil if there is no backward pass.
  func normalizeRows(gain: Vector<Float>, _ normalized: NormalizedGates.Part?) {
    precondition(gain.count == columns, "one gain per column")
    precondition(normalized.map(isAsLarge) ?? true, "normalised values of the matrix' shape")
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

  /// Turns the gradient of the output of layer normalisation into the gradient of its input, in place.
  ///
  /// - Parameters:
  ///   - gain: `[columns]`.
  ///   - normalized: what the forward pass saved.
  ///   - gainGradient: the gradient of the gain is added to it, `[columns]`.
  ///   - biasGradient: the gradient of a bias that was added to the output is added to it, `[columns]`.
  func normalizeRowsBackward(
    gain: Vector<Float>, _ normalized: NormalizedGates.Part, gainGradient: Vector<Float>,
    biasGradient: Vector<Float>
  ) {
    precondition(
      gain.count == columns && isAsLarge(normalized), "normalised values of the gradient's shape")
    precondition(
      gainGradient.count == columns && biasGradient.count == columns, "one gradient per column")
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
