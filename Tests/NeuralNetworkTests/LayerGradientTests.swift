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
