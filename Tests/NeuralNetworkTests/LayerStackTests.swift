import TestSupport
import Testing

@testable import NeuralNetwork

/// A stack of layers as a language model uses it, without an encoder and without a context.
@Suite struct LayerStackTests {
  static let batch = 3
  static let steps = 5

  private func makeStack(
    _ cell: any CellArithmetic, isResidual: Bool, _ layout: inout ParameterLayout
  ) -> LayerStack {
    var description = LayerStack.Description("a", input: 4, width: 6)
    description.layers = 3
    description.cell = cell
    description.isResidual = isResidual
    return LayerStack(description, layout: &layout)
  }

  /// A whole sequence, single time steps, and two parts with the states passed on give the same result.
  @Test(arguments: DoubleLayers.CellKind.allCases, [false, true])
  func sequencesAreStepsOneAfterTheOther(_ kind: DoubleLayers.CellKind, isResidual: Bool) {
    var layout = ParameterLayout()
    let stack = makeStack(kind.arithmetic, isResidual: isResidual, &layout)
    var harness = LayerHarness(layout, seed: 4)
    let (compute, workspace) = (harness.compute, harness.compute.workspace)
    let x = harness.random(Self.steps * Self.batch, 4)
    let whole = stack.forward(
      .init(x, steps: Self.steps, batch: Self.batch), dropouts: .none, compute)

    let first = stack.forward(
      .init(x.rows(0..<2 * Self.batch), steps: 2, batch: Self.batch), dropouts: .none, compute)
    var rest = LayerStack.Sequence(
      x.rows(2 * Self.batch..<Self.steps * Self.batch), steps: 3, batch: Self.batch)
    rest.initial = first.finalStates
    let second = stack.forward(rest, dropouts: .none, compute)
    let expected = whole.outputs[0].values
    #expect(first.outputs[0].values + second.outputs[0].values == expected)

    var (previous, next) = (
      stack.makeStates(Self.batch, workspace), stack.makeStates(Self.batch, workspace)
    )
    for state in previous { state.fill(0) }
    var stepped: [Float] = []
    for t in 0..<Self.steps {
      let output = stack.step(
        x.step(t, batch: Self.batch), context: .none, previous: previous, next: next, compute)
      stepped += output.values
      (previous, next) = (next, previous)
    }
    #expect(errorInBounds(stepped, expected.map(Double.init), absolute: 1e-5) <= 1)
  }

  /// The gradient of a sum of all outputs with respect to parameters and initial states, by central differences.
  @Test(arguments: [false, true])
  func gradientsReachTheInitialStates(isResidual: Bool) {
    var layout = ParameterLayout()
    let stack = makeStack(GRU(), isResidual: isResidual, &layout)
    var harness = LayerHarness(layout, seed: 6)
    let (compute, workspace) = (harness.compute, harness.compute.workspace)
    let x = harness.random(Self.steps * Self.batch, 4)
    let initial = stack.makeStates(Self.batch, workspace)
    for state in initial { state.output.copy(from: harness.random(Self.batch, 6)) }
    func outputs() -> Matrix {
      var sequence = LayerStack.Sequence(x, steps: Self.steps, batch: Self.batch)
      sequence.initial = initial.map { [$0] }
      return stack.forward(sequence, dropouts: .none, compute).outputs[0]
    }
    func loss() -> Double { outputs().values.reduce(0) { $0 + Double($1) } }

    var sequence = LayerStack.Sequence(x, steps: Self.steps, batch: Self.batch)
    sequence.initial = initial.map { [$0] }
    let tape = stack.forward(sequence, dropouts: .none, compute)
    let dy = workspace.matrix(x.rows, 6)
    dy.fill(1)
    let dx = workspace.matrix(x.rows, 4)
    let below = stack.backward(
      tape, LayerStack.Gradients(outputs: [dy], input: dx), dropouts: .none, compute)
    let places: [(gradient: Matrix, value: Matrix)] =
      zip(below.initial, initial).map { ($0[0].output, $1.output) } + [(dx, x)]
    for (gradient, value) in places {
      for column in 0..<3 {
        let kept = value[1, column]
        value[1, column] = kept + 0.01
        let above = loss()
        value[1, column] = kept - 0.01
        let beneath = loss()
        value[1, column] = kept
        #expect(abs((above - beneath) / 0.02 - Double(gradient[1, column])) < 2e-3)
      }
    }
  }
}
