internal import Platform

/// The output layer among some tokens only (Jean, Cho, Memisevic & Bengio 2015; L'Hostis, Grangier & Auli 2016).
extension SoftmaxOutput {
  /// Computes the loss of `targets` (-1: padding) among sampled tokens and its gradient dx, times `scale`.
  ///
  /// x, the output-layer input, and dx are `[n, width]`; dx is overwritten. Only the rows of the weight that belong to
  /// sampled tokens are multiplied, and only they get a gradient. Label smoothing is spread over these tokens, as their
  /// weights say.
  package func lossAndGradient(
    _ x: Matrix, targets: Vector<Int32>, among sampled: SampledVocabulary, _ terms: LossTerms,
    scale: Float, into dx: Matrix, _ compute: ComputeState
  ) -> LossSum {
    let workspace = compute.workspace
    compute.begin(.logits)
    let tokens = workspace.copy(sampled.tokens)
    let logits = workspace.matrix(x.rows, tokens.count)
    let mark = workspace.mark()
    let rows = workspace.matrix(tokens.count, x.columns)
    rows.gather(tokens, of: compute.store.matrix(weight))
    compute.products.multiply(x, .transposed(rows), into: logits)
    compute.begin(.softmax)
    let distribution = Distribution(sampled, of: compute.store.vector(bias), workspace)
    let loss = crossEntropy(
      logits, places(of: targets, among: sampled, workspace), distribution, terms, scale,
      withGradient: true, compute)
    compute.begin(.logitsBackward)
    compute.products.multiply(logits, .rows(rows), into: dx)
    workspace.release(to: mark)
    compute.tasks.append(.productRows(weight, rows: tokens, input: x, delta: logits))
    compute.tasks.append(.biasRows(bias, rows: tokens, delta: logits))
    return loss
  }

  /// The places of targets among the sampled tokens; padding stays.
  private func places(
    of targets: Vector<Int32>, among sampled: SampledVocabulary, _ workspace: Workspace
  ) -> Vector<Int32> {
    let tokens = sampled.tokens
    let places = workspace.integers(targets.count)
    for (row, target) in targets.enumerated() {
      guard target >= 0 else {
        places[row] = target
        continue
      }
      let place = tokens.partitionPoint { $0 >= target }
      precondition(
        place < tokens.count && tokens[place] == target, "target \(target) is not sampled")
      places[row] = Int32(place)
    }
    return places
  }
}

extension SoftmaxOutput.Distribution {
  /// The biases of sampled tokens, with the logarithms of their weights added, and how smoothing is spread over them.
  fileprivate init(
    _ sampled: SampledVocabulary, of all: Vector<Float>, _ workspace: Workspace
  ) {
    let bias = workspace.floats(sampled.tokens.count)
    for (place, token) in sampled.tokens.enumerated() { bias[place] = all[Int(token)] }
    self.init(bias: bias)
    guard let weights = sampled.weights else { return }
    let shares = workspace.floats(weights.count)
    let sum = weights.reduce(0.0) { $0 + Double($1) }
    var offset = 0.0
    for (place, weight) in weights.enumerated() where weight != 1 {
      let correction = logarithm(Double(weight))
      bias[place] += Float(correction)
      offset += Double(weight) / sum * correction
    }
    for (place, weight) in weights.enumerated() { shares[place] = Float(Double(weight) / sum) }
    self.shares = shares
    self.offset = offset
  }
}
