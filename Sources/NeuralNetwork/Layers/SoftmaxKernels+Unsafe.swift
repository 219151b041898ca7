internal import CKernels

/// The cross-entropy of rows of logits, with one target token per row.
struct CrossEntropyRows {
  /// `[n, V]`, without the bias.
  let logits: Matrix
  /// `[V]`.
  let bias: Vector<Float>
  /// `[V]`: how smoothing is spread over the tokens, with a sum of 1; nil: evenly.
  var shares: Vector<Float>?
  /// `[n]`; negative: padding.
  let targets: Vector<Int32>
  let terms: LossTerms
  /// A factor of the gradient.
  let weight: Float
  /// `[n]`: receives the smoothed loss.
  let losses: Vector<Float>
  /// `[n]`: receives the negative log-likelihood of the target.
  let nlls: Vector<Float>

  /// Computes the losses and, if asked for, replaces the logits by their gradient.
  func run(withGradient: Bool) {
    precondition(bias.count == logits.columns, "one bias per token")
    precondition(shares.map { $0.count == logits.columns } ?? true, "one share per token")
    precondition(
      targets.count == logits.rows && targets.isWithin(Int(Int32.min)..<logits.columns),
      "one target per row")
    precondition(
      losses.count == logits.rows && nlls.count == logits.rows, "one loss per row")
    precondition(
      terms.twins == 0 || (terms.twins > 0 && logits.rows.isMultiple(of: 2 * terms.twins)),
      "\(logits.rows) rows are no multiple of \(2 * terms.twins)")
    var rows = unsafe ck_cross_entropy_rows()
    unsafe rows.rows = Int32(logits.rows)
    unsafe rows.vocabulary = Int32(logits.columns)
    unsafe rows.logits = unsafe logits.base
    unsafe rows.stride = logits.stride
    unsafe rows.bias = unsafe UnsafePointer(bias.base)
    unsafe rows.targets = unsafe UnsafePointer(targets.base)
    unsafe rows.smoothing = terms.smoothing
    unsafe rows.consistency = terms.consistency
    unsafe rows.twins = Int32(terms.twins)
    unsafe rows.weight = weight
    if let shares { unsafe rows.shares = unsafe UnsafePointer(shares.base) }
    unsafe rows.loss = unsafe losses.base
    unsafe rows.nll = unsafe nlls.base
    if withGradient {
      unsafe ck_cross_entropy(&rows)
    } else {
      unsafe ck_cross_entropy_loss(&rows)
    }
  }
}

extension Matrix {
  /// Finds the k best tokens of each row of logits and their log p, `[n, k]` each.
  func topTokens(
    _ k: Int, bias: [Float], tokens: Vector<Int32>, scores: Vector<Float>
  ) {
    precondition(
      bias.count == columns && k >= 1 && k <= min(TopTokens.most, columns),
      "\(k) best of \(columns) tokens")
    precondition(
      tokens.count == rows * k && scores.count == rows * k, "k tokens and scores per row")
    unsafe ck_log_softmax_top_k(
      Int32(rows), Int32(columns), base, stride, bias, Int32(k), tokens.base, scores.base)
  }
}
