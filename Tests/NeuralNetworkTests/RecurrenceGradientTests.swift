import NeuralNetwork
import TestSupport
import Testing

/// Every kind of cell over time, in both directions and over sentences of different lengths, against
/// its twin.
@Suite struct RecurrenceGradientTests {
  private let steps = 4
  private let batch = 3
  private let inputs = 3
  private let constants = 2
  private let hidden = 5
  private let lengths = [4, 2, 3]

  struct Case: Sendable, CustomTestStringConvertible {
    var kind: DoubleLayers.CellKind
    var isReversed = false
    var hasConstant = false
    var isPadded = false
    var isNormalized = false

    var testDescription: String {
      "\(kind.rawValue) reversed \(isReversed) constant \(hasConstant) padded \(isPadded) "
        + "normalized \(isNormalized)"
    }

    static let all = DoubleLayers.CellKind.allCases.flatMap { kind in
      [false, true].flatMap { isReversed in
        [false, true].flatMap { hasConstant in
          [false, true].map { isPadded in
            Case(
              kind: kind, isReversed: isReversed, hasConstant: hasConstant, isPadded: isPadded)
          }
        } + [
          Case(
            kind: kind, isReversed: isReversed, hasConstant: true, isPadded: true,
            isNormalized: true)
        ]
      }
    }
  }

  /// The inputs of a recurrence in one vector: x `[S · B, in]`, constant `[B, in₂]`, h₀ and, for an
  /// LSTM, m₀ `[B, H]`.
  private func twin(
    _ input: [Double], _ parameters: DoubleParameters, _ sample: Case
  ) -> [[Double]] {
    let cell = parameters.cell("a", suffix: "l0", sample.kind)
    let stateCount = batch * hidden
    let memoryCount = sample.kind.hasMemoryCell ? stateCount : 0
    let x = rows(input[..<(steps * batch * inputs)], width: inputs)
    let rest = input[(steps * batch * inputs)...]
    let constant = rows(
      rest.prefix(sample.hasConstant ? batch * constants : 0), width: constants)
    let initial = rows(rest.dropLast(memoryCount).suffix(stateCount), width: hidden)
    let memory = rows(rest.suffix(memoryCount), width: hidden)
    let sentences = (0..<batch).map { row in
      let length = sample.isPadded ? lengths[row] : steps
      let words = (0..<length).map {
        x[$0 * batch + row] + (sample.hasConstant ? constant[row] : [])
      }
      let first = DoubleLayers.State(
        output: initial[row], memory: sample.kind.hasMemoryCell ? memory[row] : [])
      let states = DoubleLayers.recurrence(
        words, initial: first, cell, isReversed: sample.isReversed
      ).map(\.output)
      // After its end a sentence keeps its last state or, in reverse, its initial state.
      let held = sample.isReversed ? initial[row] : states[length - 1]
      return states + [[Double]](repeating: held, count: steps - length)
    }
    return (0..<steps).flatMap { t in (0..<batch).map { sentences[$0][t] } }
  }

  private func makeRecurrence(_ sample: Case, _ layout: inout ParameterLayout) -> Recurrence {
    let description = CellDescription(
      "a", suffix: "l0", input: inputs, context: sample.hasConstant ? constants : nil,
      hidden: hidden, isNormalized: sample.isNormalized)
    return Recurrence(
      RecurrentCell(sample.kind.arithmetic, description, layout: &layout),
      isReversed: sample.isReversed)
  }

  @Test(arguments: Case.all)
  func gradientsAreThoseOfTheTwin(_ sample: Case) {
    var layout = ParameterLayout()
    let recurrence = makeRecurrence(sample, &layout)
    var harness = LayerHarness(layout)
    let compute = harness.compute
    let x = harness.random(steps * batch, inputs)
    let constant = sample.hasConstant ? harness.random(batch, constants) : nil
    let initial = harness.random(batch, hidden)
    let memory = sample.kind.hasMemoryCell ? harness.random(batch, hidden) : nil
    let dy = harness.random(steps * batch, hidden)
    let states = StateSequence(
      recurrence.cell, steps: steps, batch: batch, compute.workspace)
    states.slab(sample.isReversed ? steps + 1 : 0).copy(
      from: RecurrentState(output: initial, memoryCell: memory))
    let active = compute.workspace.copy(
      (0..<steps).flatMap { t in (0..<batch).map { t < lengths[$0] ? 1 : 0 as UInt8 } })
    let tape = recurrence.forward(
      x, constant: constant, states: states, active: sample.isPadded ? active : nil,
      compute)

    let parameters = harness.parameters
    let point = (x.values + (constant?.values ?? []) + initial.values + (memory?.values ?? []))
      .map(Double.init)
    let expected = twin(point, parameters, sample).flatMap(\.self)
    #expect(errorInBounds(states.outputs.values, expected, absolute: 4e-6) <= 1)

    let stateGradient = recurrence.cell.makeState(batch, compute.workspace)
    stateGradient.fill(0)
    // The gradients must be added to existing values.
    let dx = compute.workspace.zeros(steps * batch, inputs)
    dx.fill(0.25)
    let dConstant = compute.workspace.zeros(batch, constants)
    dConstant.fill(0.5)
    recurrence.backward(
      tape, outputGradient: dy, stateGradient: stateGradient, inputGradient: dx, accumulate: true,
      constantGradient: sample.hasConstant ? dConstant : nil, compute)
    #expect(
      isGradient(harness.parameterGradient(), at: parameters.values) { values in
        weighted(twin(point, .init(layout: layout, values: values), sample), by: dy)
      })
    let inputGradient =
      dx.values.map { $0 - 0.25 }
      + (sample.hasConstant ? dConstant.values.map { $0 - 0.5 } : [])
      + stateGradient.output.values + (stateGradient.memoryCell?.values ?? [])
    #expect(
      isGradient(inputGradient, at: point) { weighted(twin($0, parameters, sample), by: dy) })
  }

  /// Without a gradient of the outputs, only the gradient of the last state flows back.
  @Test(arguments: DoubleLayers.CellKind.allCases, [false, true])
  func gradientOfTheLastStateAlone(_ kind: DoubleLayers.CellKind, isReversed: Bool) {
    let sample = Case(kind: kind, isReversed: isReversed)
    var layout = ParameterLayout()
    let recurrence = makeRecurrence(sample, &layout)
    var harness = LayerHarness(layout)
    let compute = harness.compute
    let x = harness.random(steps * batch, inputs)
    let states = StateSequence(recurrence.cell, steps: steps, batch: batch, compute.workspace)
    let tape = recurrence.forward(x, states: states, compute)
    let gradient = harness.random(batch, hidden)
    let stateGradient = recurrence.cell.makeState(batch, compute.workspace)
    stateGradient.fill(0)
    stateGradient.output.copy(from: gradient)
    let dx = harness.random(steps * batch, inputs)
    recurrence.backward(
      tape, outputGradient: nil, stateGradient: stateGradient, inputGradient: dx, compute)
    let parameters = harness.parameters
    let last = isReversed ? 0 : steps - 1
    #expect(
      isGradient(dx.values, at: x.doubles.flatMap(\.self)) { values in
        let initial = [Double](repeating: 0, count: (kind.hasMemoryCell ? 2 : 1) * batch * hidden)
        let outputs = twin(values + initial, parameters, sample)
        return weighted(Array(outputs[last * batch..<(last + 1) * batch]), by: gradient)
      })
  }

  /// Layer normalisation removes a common factor of the weights, so such a factor changes next to nothing.
  @Test(arguments: DoubleLayers.CellKind.allCases)
  func normalizedGatesDoNotDependOnTheWeightsScale(_ kind: DoubleLayers.CellKind) {
    var layout = ParameterLayout()
    let recurrence = makeRecurrence(Case(kind: kind, isNormalized: true), &layout)
    var harness = LayerHarness(layout)
    let x = harness.random(steps * batch, inputs)
    func outputs() -> [Float] {
      let states = StateSequence(
        recurrence.cell, steps: steps, batch: batch, harness.compute.workspace)
      _ = recurrence.forward(x, states: states, harness.compute)
      return states.outputs.values
    }
    let before = outputs()
    for parameter in layout.parameters where parameter.name.contains("weight") {
      let values = harness.store.vector(parameter)
      for index in 0..<parameter.count { values[index] *= 8 }
    }
    harness.store.repack()
    #expect(errorInBounds(outputs(), before.map(Double.init), absolute: 1e-3) <= 1)
    #expect(Set(before).count > 1)
  }
}
