/// The losses of any number of batches, summed over target tokens.
///
/// Add the sums of all batches and divide by ``tokens`` at the end.
package struct LossSum: Sendable, Equatable {
  /// The label-smoothed cross-entropy, in nats.
  package var smoothed = 0.0
  /// The negative log-likelihood, in nats.
  package var nll = 0.0
  /// Target tokens without padding, `</s>` included.
  package var tokens = 0

  package init(smoothed: Double = 0, nll: Double = 0, tokens: Int = 0) {
    self.smoothed = smoothed
    self.nll = nll
    self.tokens = tokens
  }

  /// The mean negative log-likelihood per token.
  package var meanNLL: Double { nll / Double(max(tokens, 1)) }

  package static func += (sum: inout LossSum, other: LossSum) {
    sum.smoothed += other.smoothed
    sum.nll += other.nll
    sum.tokens += other.tokens
  }
}

/// The terms of the loss besides the plain cross-entropy.
package struct LossTerms: Sendable {
  /// Label smoothing: the share of the target probability that is spread over all tokens.
  package var smoothing: Float = 0
  /// R-Drop's α: the weight of the divergence between two passes with different dropout (Liang and others 2021).
  package var consistency: Float = 0
  /// For R-Drop, the distance between the two rows of a target token, one for each pass; 0: there is one pass.
  ///
  /// Rows come in blocks of `2 * twins`: `twins` rows of the first pass, then those of the second.
  package var twins = 0

  package init(smoothing: Float = 0, consistency: Float = 0, twins: Int = 0) {
    self.smoothing = smoothing
    self.consistency = consistency
    self.twins = twins
  }
}

/// The output layer: logits over the vocabulary, and the cross-entropy of the target tokens.
package struct SoftmaxOutput: Sendable {
  /// `[V, width]`: a parameter of its own, or the table of the target embedding.
  package let weight: Weight
  package let bias: Parameter
  package var vocabulary: Int { weight.parameter.rows }

  /// Makes an output layer whose weight is the table of the embedding `tied`, if given (Press & Wolf 2017).
  package init(
    _ name: String, width: Int, vocabulary: Int, tied: Embedding?, layout: inout ParameterLayout
  ) {
    let table =
      tied?.table ?? layout.add("\(name).weight", [vocabulary, width], .glorot(blocks: 1))
    weight = layout.weight(table)
    bias = layout.add("\(name).bias", [vocabulary], .zero)
  }

  /// Computes the logits y `[n, V]`, without the bias, of the output-layer input x `[n, width]`.
  package func logits(_ x: Matrix, into y: Matrix, _ compute: ComputeState) {
    compute.forward(x, weight, into: y)
  }

  /// Computes the loss of `targets` (-1: padding) and its gradient dx, times `scale`.
  ///
  /// x, the output-layer input, and dx are `[n, width]`; dx is overwritten. Without `usingPacked` the weight itself is
  /// multiplied, not a packed copy of it.
  package func lossAndGradient(
    _ x: Matrix, targets: Vector<Int32>, _ terms: LossTerms, scale: Float,
    into dx: Matrix, usingPacked: Bool = true, _ compute: ComputeState
  ) -> LossSum {
    let store = compute.store
    let logits = compute.workspace.matrix(x.rows, vocabulary)
    compute.begin(.logits)
    compute.products.multiply(
      x, usingPacked ? store.forwardRight(weight) : .transposed(store.matrix(weight)),
      into: logits)
    compute.begin(.softmax)
    let loss = crossEntropy(
      logits, targets, Distribution(bias: store.vector(bias)), terms, scale, withGradient: true,
      compute)
    compute.begin(.logitsBackward)
    compute.products.multiply(
      logits, usingPacked ? store.backwardRight(weight) : .rows(store.matrix(weight)), into: dx)
    compute.tasks.append(.product(weight, input: x, delta: logits))
    compute.tasks.append(.bias(bias, delta: logits))
    return loss
  }

  /// Computes the loss of `targets` without the gradient.
  ///
  /// Logits are computed for a slice of rows at a time, to save memory.
  package func loss(
    _ x: Matrix, targets: Vector<Int32>, smoothing: Float,
    _ compute: ComputeState, perToken: ((Int, Float) -> Void)? = nil
  ) -> LossSum {
    let mark = compute.workspace.mark()
    let slice = 256
    let logits = compute.workspace.matrix(min(slice, x.rows), vocabulary)
    var sum = LossSum()
    for start in Swift.stride(from: 0, to: x.rows, by: slice) {
      let rows = start..<min(start + slice, x.rows)
      let part = logits.rows(0..<rows.count)
      self.logits(x.rows(rows), into: part, compute)
      sum += crossEntropy(
        part, targets.slice(rows), Distribution(bias: compute.store.vector(bias)),
        LossTerms(smoothing: smoothing), 1, withGradient: false, compute
      ) { perToken?(start + $0, $1) }
    }
    compute.workspace.release(to: mark)
    return sum
  }

  /// What turns logits into a distribution over the columns, besides the logits themselves.
  struct Distribution {
    /// One number per column.
    let bias: Vector<Float>
    /// How smoothing is spread over the columns, with a sum of 1; nil: evenly.
    var shares: Vector<Float>?
    /// The mean under `shares` of what `bias` has besides the layer's biases.
    var offset = 0.0

    init(bias: Vector<Float>) { self.bias = bias }
  }

  func crossEntropy(
    _ logits: Matrix, _ targets: Vector<Int32>, _ distribution: Distribution, _ terms: LossTerms,
    _ scale: Float, withGradient: Bool, _ compute: ComputeState,
    perToken: ((Int, Float) -> Void)? = nil
  ) -> LossSum {
    let mark = compute.workspace.mark()
    let losses = compute.workspace.floats(logits.rows)
    let nlls = compute.workspace.floats(logits.rows)
    CrossEntropyRows(
      logits: logits, bias: distribution.bias, shares: distribution.shares, targets: targets,
      terms: terms, weight: scale, losses: losses, nlls: nlls
    ).run(withGradient: withGradient)
    let offset = Double(terms.smoothing) * distribution.offset
    var sum = LossSum()
    for row in 0..<logits.rows where targets[row] >= 0 {
      sum += LossSum(smoothed: Double(losses[row]) + offset, nll: Double(nlls[row]), tokens: 1)
      perToken?(row, nlls[row])
    }
    compute.workspace.release(to: mark)
    return sum
  }
}
