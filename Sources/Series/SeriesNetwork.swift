package import NeuralNetwork
internal import Seq2Seq

/// A recurrent layer that reads a series number by number, and predicts the next one after each.
///
/// An example is a window of W + 1 numbers: all but the last are read, and all but the first are to be predicted.
package struct SeriesNetwork: Trainable {
  package let layout: ParameterLayout
  private let stack: LayerStack
  private let output: Linear
  package func outputsPerToken(_ options: Void) -> Int { stack.width }

  /// Makes a network of GRUs of `width` units.
  package init(width: Int, layers: Int = 1) {
    var layout = ParameterLayout()
    var description = LayerStack.Description("rnn", input: 1, width: width)
    description.layers = layers
    stack = LayerStack(description, layout: &layout)
    output = Linear("output", inputs: [width], output: 1, layout: &layout)
    self.layout = layout
  }

  package func tokenCount(of window: [Float]) -> Int { window.count - 1 }

  /// Half the squared error, summed over all time steps, and its gradient.
  package func lossAndGradient(
    of windows: [[Float]], scale: Float, _ options: Void, _ compute: ComputeState
  ) -> LossSum {
    let workspace = compute.workspace
    let forward = forward(windows, compute)
    let top = forward.tape.outputs[0]
    let delta = workspace.matrix(top.rows, 1)
    let loss = squaredError(forward.y, windows) { row, difference in
      delta[row, 0] = scale * difference
    }
    let outputGradient = workspace.matrix(top.rows, stack.width)
    output.backward(delta, input: top, into: outputGradient, compute)
    _ = stack.backward(
      forward.tape, .init(outputs: [outputGradient], input: workspace.matrix(top.rows, 1)),
      dropouts: .none, compute)
    return loss
  }

  package func loss(
    of windows: [[Float]], _ options: Void, _ compute: ComputeState
  ) -> LossSum {
    squaredError(forward(windows, compute).y, windows) { _, _ in }
  }

  /// Windows of one length side by side, time-major, `[W · B, 1]`; y are the predictions.
  private func forward(
    _ windows: [[Float]], _ compute: ComputeState
  ) -> (y: Matrix, tape: LayerStack.Tape) {
    let (steps, batch) = (windows[0].count - 1, windows.count)
    let x = compute.workspace.matrix(steps * batch, 1)
    for step in 0..<steps {
      for (row, window) in windows.enumerated() { x[step * batch + row, 0] = window[step] }
    }
    let tape = stack.forward(.init(x, steps: steps, batch: batch), dropouts: .none, compute)
    let y = compute.workspace.matrix(steps * batch, 1)
    output.forward(tape.outputs[0], into: y, compute)
    return (y, tape)
  }

  private func squaredError(
    _ y: Matrix, _ windows: [[Float]], _ body: (_ row: Int, _ difference: Float) -> Void
  ) -> LossSum {
    var loss = LossSum(tokens: y.rows)
    for row in 0..<y.rows {
      let (step, window) = row.quotientAndRemainder(dividingBy: windows.count)
      let difference = y[row, 0] - windows[window][step + 1]
      loss.smoothed += Double(difference * difference) / 2
      body(row, difference)
    }
    return loss
  }

  /// Predicts the `steps` numbers after each window of W numbers; each but the first from the predictions before it.
  package func forecast(
    after windows: [[Float]], steps: Int, _ compute: ComputeState
  ) -> [[Float]] {
    compute.reset()
    let workspace = compute.workspace
    let (rows, read) = (windows.count, windows[0].count)
    var (previous, next) = (
      stack.makeStates(rows, workspace), stack.makeStates(rows, workspace)
    )
    for state in previous { state.fill(0) }
    let (x, y) = (workspace.matrix(rows, 1), workspace.matrix(rows, 1))
    var forecasts = [[Float]](repeating: [], count: rows)
    for step in 0..<read + steps - 1 {
      for (row, window) in windows.enumerated() {
        x[row, 0] = step < read ? window[step] : y[row, 0]
      }
      let mark = workspace.mark()
      let top = stack.step(x, context: .none, previous: previous, next: next, compute)
      output.forward(top, into: y, compute)
      workspace.release(to: mark)
      if step >= read - 1 {
        for row in 0..<rows { forecasts[row].append(y[row, 0]) }
      }
      swap(&previous, &next)
    }
    return forecasts
  }
}
