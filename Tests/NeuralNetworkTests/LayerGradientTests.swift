import NeuralNetwork
import TestSupport
import Testing

/// Compares each layer's backward pass with central differences of its twin in double precision.
@Suite struct LayerGradientTests {
  @Test(arguments: [1, 4, 17])
  func linear(batch: Int) {
    var layout = ParameterLayout()
    let layer = Linear("a", inputs: [5], output: 3, layout: &layout)
    var harness = LayerHarness(layout)
    let x = harness.random(batch, 5)
    let (y, dx) = (harness.random(batch, 3), harness.random(batch, 5))
    layer.forward(x, into: y, harness.compute)
    func twin(_ parameters: DoubleParameters, _ x: [[Double]]) -> [[Double]] {
      let (weight, bias) = (parameters.matrix("a.weight"), parameters.vector("a.bias"))
      return x.map { DoubleLayers.linear($0, weight, bias) }
    }
    let parameters = harness.parameters
    #expect(
      errorInBounds(y.values, twin(parameters, x.doubles).flatMap(\.self), absolute: 1e-6) <= 1)

    let dy = harness.random(batch, 3)
    layer.backward(dy, input: x, into: dx, harness.compute)
    #expect(
      isGradient(harness.parameterGradient(), at: parameters.values) { values in
        weighted(twin(.init(layout: layout, values: values), x.doubles), by: dy)
      })
    #expect(
      isGradient(dx.values, at: x.doubles.flatMap(\.self)) { values in
        weighted(twin(parameters, rows(values, width: 5)), by: dy)
      })
  }

  /// The gradients of tokens that occur several times add up; other tokens have no gradient.
  @Test func embedding() {
    var layout = ParameterLayout()
    let layer = Embedding("a", vocabulary: 37, width: 3, layout: &layout)
    var harness = LayerHarness(layout)
    let ids: [Int32] = [36, 2, 2, 0, 17, 2]
    let (y, dy) = (harness.random(6, 3), harness.random(6, 3))
    let stored = harness.compute.workspace.copy(ids)
    layer.forward(stored, into: y, harness.compute)
    let parameters = harness.parameters
    #expect(y.doubles == ids.map { parameters.matrix("a.weight")[Int($0)] })

    layer.backward(dy, stored, harness.compute)
    #expect(
      isGradient(harness.parameterGradient(), at: parameters.values) { values in
        let table = DoubleParameters(layout: layout, values: values).matrix("a.weight")
        return weighted(ids.map { table[Int($0)] }, by: dy)
      })
  }

  @Test(arguments: [(false, Float(0)), (true, 0), (false, 0.1), (true, 0.3)])
  func softmax(isTied: Bool, smoothing: Float) {
    var layout = ParameterLayout()
    let embedding = Embedding("e", vocabulary: 7, width: 4, layout: &layout)
    let layer = SoftmaxOutput(
      "a", width: 4, vocabulary: 7, tied: isTied ? embedding : nil, layout: &layout)
    var harness = LayerHarness(layout)
    let x = harness.random(5, 4)
    let dx = harness.random(5, 4)
    // One row is padding.
    let targets: [Int32] = [3, 0, -1, 6, 3]
    func twin(_ parameters: DoubleParameters, _ x: [[Double]], _ smoothing: Double) -> Double {
      let weight = parameters.matrix(isTied ? "e.weight" : "a.weight")
      let bias = parameters.vector("a.bias")
      return zip(x, targets).reduce(0) { sum, row in
        if row.1 < 0 { return sum }
        return sum
          + ScalarKernels.crossEntropy(
            DoubleLayers.linear(row.0, weight, bias), target: Int(row.1), smoothing: smoothing
          ).loss
      }
    }
    let parameters = harness.parameters
    let workspace = harness.compute.workspace
    let alone = layer.loss(
      x, targets: workspace.copy(targets), smoothing: smoothing, harness.compute)
    let sum = layer.lossAndGradient(
      x, targets: workspace.copy(targets), LossTerms(smoothing: smoothing), scale: 0.5, into: dx,
      harness.compute)
    let expected = twin(parameters, x.doubles, Double(smoothing))
    for loss in [alone, sum] {
      #expect(abs(loss.smoothed - expected) < 1e-5)
      #expect(abs(loss.nll - twin(parameters, x.doubles, 0)) < 1e-5)
      #expect(loss.tokens == 4)
    }
    #expect(
      isGradient(harness.parameterGradient(), at: parameters.values) { values in
        twin(.init(layout: layout, values: values), x.doubles, Double(smoothing)) / 2
      })
    #expect(
      isGradient(dx.values, at: x.doubles.flatMap(\.self)) { values in
        twin(parameters, rows(values, width: 4), Double(smoothing)) / 2
      })
  }

  /// Among 4 of 7 tokens, two of which stand for more than themselves, or not.
  @Test(arguments: [false, true], [nil, [1, 2, 1, 2]] as [[Float]?])
  func softmaxAmongSampledTokens(isTied: Bool, weights: [Float]?) {
    var layout = ParameterLayout()
    let embedding = Embedding("e", vocabulary: 7, width: 4, layout: &layout)
    let layer = SoftmaxOutput(
      "a", width: 4, vocabulary: 7, tied: isTied ? embedding : nil, layout: &layout)
    let sampled = SampledVocabulary(tokens: [0, 2, 3, 6], weights: weights)
    var all = [Double](repeating: 0, count: 7)
    for (place, token) in sampled.tokens.enumerated() {
      all[Int(token)] = Double(weights?[place] ?? 1)
    }
    let targets: [Int32] = [3, 0, -1, 0, 3]
    for smoothing in [0, 0.3] as [Float] {
      var harness = LayerHarness(layout)
      let (x, dx) = (harness.random(5, 4), harness.random(5, 4))
      func twin(_ parameters: DoubleParameters, _ x: [[Double]], _ smoothing: Double) -> Double {
        let weight = parameters.matrix(isTied ? "e.weight" : "a.weight")
        let bias = parameters.vector("a.bias")
        return zip(x, targets).reduce(0) { sum, row in
          if row.1 < 0 { return sum }
          return sum
            + ScalarKernels.sampledLoss(
              DoubleLayers.linear(row.0, weight, bias), weights: all, target: Int(row.1),
              smoothing: smoothing)
        }
      }
      let sum = layer.lossAndGradient(
        x, targets: harness.compute.workspace.copy(targets), among: sampled,
        LossTerms(smoothing: smoothing), scale: 0.5, into: dx, harness.compute)
      let parameters = harness.parameters
      #expect(abs(sum.smoothed - twin(parameters, x.doubles, Double(smoothing))) < 1e-5)
      #expect(abs(sum.nll - twin(parameters, x.doubles, 0)) < 1e-5)
      #expect(sum.tokens == 4)
      let gradient = harness.parameterGradient()
      #expect(
        isGradient(gradient, at: parameters.values) { values in
          twin(.init(layout: layout, values: values), x.doubles, Double(smoothing)) / 2
        })
      // Other rows get no gradient.
      #expect(
        gradient[layer.weight.parameter.offset + 4..<layer.weight.parameter.offset + 8]
          .allSatisfy { $0 == 0 })
      #expect(
        isGradient(dx.values, at: x.doubles.flatMap(\.self)) { values in
          twin(parameters, rows(values, width: 4), Double(smoothing)) / 2
        })
    }
  }

  /// Among all tokens, each for itself, loss and gradients are those of the whole vocabulary.
  @Test(arguments: [nil, [Float](repeating: 1, count: 33)], [0, 4])
  func samplingAllTokensChangesNothing(weights: [Float]?, twins: Int) {
    var layout = ParameterLayout()
    let layer = SoftmaxOutput("a", width: 6, vocabulary: 33, tied: nil, layout: &layout)
    let targets: [Int32] = [3, 0, -1, 32, 3, 0, -1, 32]
    func run(_ sampled: SampledVocabulary?) -> (loss: LossSum, dx: [Float], gradient: [Float]) {
      var harness = LayerHarness(layout)
      let (x, dx) = (harness.random(8, 6), harness.random(8, 6))
      let copy = harness.compute.workspace.copy(targets)
      let terms = LossTerms(smoothing: 0.1, consistency: 3, twins: twins)
      let loss =
        sampled.map {
          layer.lossAndGradient(
            x, targets: copy, among: $0, terms, scale: 0.5, into: dx, harness.compute)
        }
        ?? layer.lossAndGradient(
          x, targets: copy, terms, scale: 0.5, into: dx, harness.compute)
      return (loss, dx.values, harness.parameterGradient())
    }
    let (whole, among) = (
      run(nil), run(SampledVocabulary(tokens: Array(0..<33), weights: weights))
    )
    // A row with weights has a loop of its own, which may add in another order.
    #expect(abs(whole.loss.smoothed - among.loss.smoothed) < 1e-6 * whole.loss.smoothed)
    #expect(abs(whole.loss.nll - among.loss.nll) < 1e-6 * whole.loss.nll)
    let bound = (absolute: 1e-7, relative: 1e-5)
    #expect(
      errorInBounds(
        among.dx, whole.dx.map(Double.init), absolute: bound.absolute, relative: bound.relative)
        <= 1)
    #expect(
      errorInBounds(
        among.gradient, whole.gradient.map(Double.init), absolute: bound.absolute,
        relative: bound.relative) <= 1)
  }

  @Test(arguments: [DoubleLayers.Pooling.mean, .max])
  func pooling(mode: DoubleLayers.Pooling) {
    var harness = LayerHarness(ParameterLayout())
    let (steps, batch, columns) = (4, 3, 5)
    let states = harness.random(steps * batch, columns)
    let gradient = harness.random(batch, columns)
    let y = harness.random(batch, columns)
    let dx = harness.compute.workspace.zeros(steps * batch, columns)
    let lengths = harness.compute.workspace.copy([2, 4, 1] as [Int32])
    if mode == .mean {
      TimePooling.mean(states, lengths: lengths, into: y)
      TimePooling.meanBackward(gradient, lengths: lengths, into: dx)
    } else {
      let which = harness.compute.workspace.integers(batch * columns)
      TimePooling.max(states, lengths: lengths, into: y, which: which)
      TimePooling.maxBackward(gradient, which: which, into: dx)
    }
    func twin(_ states: [[Double]]) -> [[Double]] {
      (0..<batch).map { row in
        DoubleLayers.pool(
          (0..<Int(lengths[row])).map { states[$0 * batch + row] }, mode, isReversed: false)
      }
    }
    #expect(
      errorInBounds(y.values, twin(states.doubles).flatMap(\.self), absolute: 1e-6) <= 1)
    #expect(
      isGradient(dx.values, at: states.doubles.flatMap(\.self)) { values in
        weighted(twin(rows(values, width: columns)), by: gradient)
      })
  }

  @Test func hyperbolicTangent() {
    var harness = LayerHarness(ParameterLayout())
    let (x, dy) = (harness.random(3, 5), harness.random(3, 5))
    let point = x.doubles
    let gradient = Array(dy.values)
    x.tanh()
    #expect(
      errorInBounds(x.values, point.flatMap(DoubleLayers.tanh), absolute: 1e-6) <= 1)
    dy.tanhBackward(output: x)
    #expect(
      isGradient(dy.values, at: point.flatMap(\.self)) { values in
        zip(DoubleLayers.tanh(values), gradient).reduce(0) { $0 + $1.0 * Double($1.1) }
      })
  }
}
