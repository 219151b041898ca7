import NeuralNetwork

@testable import Seq2Seq

/// The smallest model, y = w · x + b, trained to predict numbers, without tokens or sequences.
struct LinearModel: Trainable {
  struct Example: Sendable {
    var input: [Float]
    var target: Float
  }

  let layout: ParameterLayout
  let layer: Linear
  let width: Int
  func outputsPerToken(_ options: Void) -> Int { 1 }

  init(width: Int) {
    var layout = ParameterLayout()
    layer = Linear("linear", inputs: [width], output: 1, layout: &layout)
    self.layout = layout
    self.width = width
  }

  func tokenCount(of example: Example) -> Int { 1 }

  func lossAndGradient(
    of examples: [Example], scale: Float, _ options: Void, _ compute: ComputeState
  ) -> LossSum {
    let (x, y) = forward(examples, compute)
    var loss = LossSum(tokens: examples.count)
    let delta = compute.workspace.matrix(examples.count, 1)
    for (row, example) in examples.enumerated() {
      let difference = y[row, 0] - example.target
      loss.smoothed += Double(difference * difference) / 2
      delta[row, 0] = scale * difference
    }
    layer.backward(
      delta, input: x, into: compute.workspace.matrix(examples.count, width), compute)
    return loss
  }

  func loss(of examples: [Example], _ options: Void, _ compute: ComputeState) -> LossSum {
    let (_, y) = forward(examples, compute)
    return examples.indices.reduce(into: LossSum(tokens: examples.count)) { sum, row in
      let difference = Double(y[row, 0] - examples[row].target)
      sum.smoothed += difference * difference / 2
    }
  }

  private func forward(
    _ examples: [Example], _ compute: ComputeState
  ) -> (x: Matrix, y: Matrix) {
    let x = compute.workspace.matrix(examples.count, width)
    for (row, example) in examples.enumerated() { x.row(row).copy(from: example.input) }
    let y = compute.workspace.matrix(examples.count, 1)
    layer.forward(x, into: y, compute)
    return (x, y)
  }
}

/// The same by plain gradient descent in Double.
struct PlainLinearModel {
  var weights: [Double]
  var bias: Double

  func loss(of examples: [LinearModel.Example]) -> Double {
    examples.reduce(0) { $0 + difference($1) * difference($1) / 2 }
  }

  private func difference(_ example: LinearModel.Example) -> Double {
    zip(weights, example.input).reduce(bias) { $0 + $1.0 * Double($1.1) } - Double(example.target)
  }

  /// Returns the gradient's norm.
  mutating func update(_ examples: [LinearModel.Example], rate: Double) -> Double {
    var gradient = [Double](repeating: 0, count: weights.count + 1)
    for example in examples {
      let slope = difference(example) / Double(examples.count)
      for (index, x) in (example.input + [1]).enumerated() { gradient[index] += slope * Double(x) }
    }
    for index in weights.indices { weights[index] -= rate * gradient[index] }
    bias -= rate * gradient[weights.count]
    return gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
