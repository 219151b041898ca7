import NeuralNetwork
import TestSupport
import Testing

/// A GRU over time, in both directions and over sentences of different lengths, against its twin.
@Suite struct RecurrenceGradientTests {
  private let steps = 4
  private let batch = 3
  private let inputs = 3
  private let constants = 2
  private let hidden = 5
  private let lengths = [4, 2, 3]

  /// What a recurrence is given, in one vector: x `[S · B, in]`, constant `[B, in₂]`, h₀ `[B, H]`.
  private func twin(
    _ input: [Double], _ cell: DoubleLayers.GRU, isReversed: Bool, hasConstant: Bool,
    isPadded: Bool
  ) -> [[Double]] {
    let x = rows(input[..<(steps * batch * inputs)], width: inputs)
    let rest = input[(steps * batch * inputs)...]
    let constant = rows(rest.prefix(hasConstant ? batch * constants : 0), width: constants)
    let initial = rows(rest.suffix(batch * hidden), width: hidden)
    let sentences = (0..<batch).map { row in
      let length = isPadded ? lengths[row] : steps
      let words = (0..<length).map { x[$0 * batch + row] + (hasConstant ? constant[row] : []) }
      let states = DoubleLayers.gru(
        words, initial: initial[row], cell, isReversed: isReversed)
      // Past its end a sentence's state stays: the last one, or, from behind, the one before any.
      let held = isReversed ? initial[row] : states[length - 1]
      return states + [[Double]](repeating: held, count: steps - length)
    }
    return (0..<steps).flatMap { t in (0..<batch).map { sentences[$0][t] } }
  }

  @Test(arguments: [false, true], [(false, false), (true, false), (false, true), (true, true)])
  func gru(isReversed: Bool, _ choice: (hasConstant: Bool, isPadded: Bool)) {
    var layout = ParameterLayout()
    let cell = GRUCell(
      "a", suffix: "l0", inputs: choice.hasConstant ? [inputs, constants] : [inputs],
      hidden: hidden, layout: &layout)
    let recurrence = Recurrence(cell, isReversed: isReversed)
    var harness = LayerHarness(layout)
    let context = harness.context
    let x = harness.random(steps * batch, inputs)
    let constant = choice.hasConstant ? harness.random(batch, constants) : nil
    let initial = harness.random(batch, hidden)
    let dy = harness.random(steps * batch, hidden)
    let states = StateSequence(
      steps: steps, batch: batch, width: hidden, context.workspace)
    let first = isReversed ? steps + 1 : 0
    states.slab(first).copy(from: initial)
    let active = context.workspace.bytes(steps * batch)
    for t in 0..<steps {
      for row in 0..<batch { active[t * batch + row] = t < lengths[row] ? 1 : 0 }
    }
    let tape = recurrence.forward(
      x, constant: constant, states: states, active: choice.isPadded ? UnsafePointer(active) : nil,
      context)

    let parameters = harness.parameters
    let point = (x.values + (constant?.values ?? []) + initial.values).map(Double.init)
    func outputs(_ input: [Double], _ parameters: DoubleParameters) -> [[Double]] {
      twin(
        input, parameters.cell("a", suffix: "l0"), isReversed: isReversed,
        hasConstant: choice.hasConstant, isPadded: choice.isPadded)
    }
    let expected = outputs(point, parameters).flatMap(\.self)
    #expect(errorInBounds(states.outputs.values, expected, absolute: 1e-6) <= 1)

    let stateGradient = context.workspace.zeros(batch, hidden)
    // What is there already must be added to.
    let dx = context.workspace.zeros(steps * batch, inputs)
    dx.fill(0.25)
    let dConstant = context.workspace.zeros(batch, constants)
    dConstant.fill(0.5)
    recurrence.backward(
      tape, outputGradient: dy, stateGradient: stateGradient, inputGradient: dx, accumulate: true,
      constantGradient: choice.hasConstant ? dConstant : nil, context)
    #expect(
      isGradient(harness.parameterGradient(), at: parameters.values) { values in
        weighted(outputs(point, .init(layout: layout, values: values)), by: dy)
      })
    let inputGradient =
      dx.values.map { $0 - 0.25 } + (choice.hasConstant ? dConstant.values.map { $0 - 0.5 } : [])
      + stateGradient.values
    #expect(isGradient(inputGradient, at: point) { weighted(outputs($0, parameters), by: dy) })
  }

  /// Without a gradient of the outputs, that of the last state alone flows back.
  @Test(arguments: [false, true])
  func gradientOfTheLastStateAlone(isReversed: Bool) {
    var layout = ParameterLayout()
    let cell = GRUCell("a", suffix: "l0", inputs: [inputs], hidden: hidden, layout: &layout)
    let recurrence = Recurrence(cell, isReversed: isReversed)
    var harness = LayerHarness(layout)
    let context = harness.context
    let x = harness.random(steps * batch, inputs)
    let states = StateSequence(steps: steps, batch: batch, width: hidden, context.workspace)
    let tape = recurrence.forward(x, states: states, context)
    let gradient = harness.random(batch, hidden)
    let stateGradient = context.workspace.zeros(batch, hidden)
    stateGradient.copy(from: gradient)
    let dx = harness.random(steps * batch, inputs)
    recurrence.backward(
      tape, outputGradient: nil, stateGradient: stateGradient, inputGradient: dx, context)
    let parameters = harness.parameters
    let last = isReversed ? 0 : steps - 1
    #expect(
      isGradient(dx.values, at: x.doubles.flatMap(\.self)) { values in
        let initial = [Double](repeating: 0, count: batch * hidden)
        let outputs = twin(
          values + initial, parameters.cell("a", suffix: "l0"), isReversed: isReversed,
          hasConstant: false, isPadded: false)
        return weighted(Array(outputs[last * batch..<(last + 1) * batch]), by: gradient)
      })
  }
}
