/// The sums that losses of any batches combine by: add them up, divide at the end.
package struct LossSum: Sendable, Equatable {
  /// Label-smoothed cross-entropy and plain negative log-likelihood, in nats, summed over tokens.
  package var smoothed = 0.0
  package var nll = 0.0
  /// Target tokens that count, `</s>` included.
  package var tokens = 0

  package init(smoothed: Double = 0, nll: Double = 0, tokens: Int = 0) {
    self.smoothed = smoothed
    self.nll = nll
    self.tokens = tokens
  }

  /// Mean negative log-likelihood a token.
  package var meanNLL: Double { nll / Double(max(tokens, 1)) }

  package static func += (sum: inout LossSum, other: LossSum) {
    sum.smoothed += other.smoothed
    sum.nll += other.nll
    sum.tokens += other.tokens
  }
}

/// What is to be low besides the plain cross-entropy.
package struct LossTerms: Sendable {
  /// The share of probability that targets spread over all words.
  package var smoothing: Float = 0
  /// R-Drop's α: how much it matters that two passes agree (Liang and others 2021).
  package var consistency: Float = 0
  /// Rows come in blocks of twice this, and a row and the one so many further on are two passes over one
  /// word; 0: every word is passed over once.
  package var twins = 0

  package init(smoothing: Float = 0, consistency: Float = 0, twins: Int = 0) {
    self.smoothing = smoothing
    self.consistency = consistency
    self.twins = twins
  }
}

/// The last layer: logits over the vocabulary, and the cross-entropy of the right words.
package struct SoftmaxOutput: Sendable {
  /// `[V, width]`: a matrix of its own, or the target embedding's table.
  package let weight: Weight
  package let bias: Parameter
  package var vocabulary: Int { weight.parameter.rows }

  /// With `tied`, the table of the target embedding is the weight (Press & Wolf 2017).
  package init(
    _ name: String, width: Int, vocabulary: Int, tied: Embedding?, layout: inout ParameterLayout
  ) {
    let table =
      tied?.table ?? layout.add("\(name).weight", [vocabulary, width], .glorot(blocks: 1))
    weight = layout.weight(table)
    bias = layout.add("\(name).bias", [vocabulary], .zero)
  }

  /// Logits `[n, V]`, without the bias, of states `[n, width]`.
  package func logits(_ x: Matrix, into y: Matrix, _ compute: ComputeState) {
    compute.forward(x, weight, into: y)
  }

  /// The loss of `targets` (-1: padding), and its gradient with respect to x, scaled by `scale`.
  ///
  /// x `[n, width]`, dx `[n, width]`, overwritten.
  package func lossAndGradient(
    _ x: Matrix, targets: Vector<Int32>, _ terms: LossTerms, scale: Float,
    into dx: Matrix, _ compute: ComputeState
  ) -> LossSum {
    let logits = compute.workspace.matrix(x.rows, vocabulary)
    compute.begin(.logits)
    self.logits(x, into: logits, compute)
    compute.begin(.softmax)
    let loss = crossEntropy(logits, targets, terms, scale, withGradient: true, compute)
    compute.begin(.logitsBackward)
    compute.backward(logits, weight, into: dx)
    compute.tasks.append(.product(weight, input: x, delta: logits))
    compute.tasks.append(.bias(bias, delta: logits))
    return loss
  }

  /// The loss of `targets` alone.
  ///
  /// Logits are made for a slice of rows at a time, to save memory.
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
        part, targets.slice(rows), LossTerms(smoothing: smoothing), 1, withGradient: false, compute
      ) { perToken?(start + $0, $1) }
    }
    compute.workspace.release(to: mark)
    return sum
  }

  private func crossEntropy(
    _ logits: Matrix, _ targets: Vector<Int32>, _ terms: LossTerms,
    _ scale: Float, withGradient: Bool, _ compute: ComputeState,
    perToken: ((Int, Float) -> Void)? = nil
  ) -> LossSum {
    let mark = compute.workspace.mark()
    let losses = compute.workspace.floats(logits.rows)
    let nlls = compute.workspace.floats(logits.rows)
    CrossEntropyRows(
      logits: logits, bias: compute.store.vector(bias), targets: targets, terms: terms,
      weight: scale, losses: losses, nlls: nlls
    ).run(withGradient: withGradient)
    var sum = LossSum()
    for row in 0..<logits.rows where targets[row] >= 0 {
      sum += LossSum(smoothed: Double(losses[row]), nll: Double(nlls[row]), tokens: 1)
      perToken?(row, nlls[row])
    }
    compute.workspace.release(to: mark)
    return sum
  }
}
