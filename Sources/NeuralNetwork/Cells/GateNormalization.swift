/// Layer normalisation inside a cell (Ba, Kiros & Hinton 2016).
///
/// `W x` and `U h` each become
///
///     LN(a) = g ⊙ (a − mean(a)) / √(variance(a) + 10⁻⁵)
///
/// over all G · H numbers of a row. The cell then adds its biases, so LN needs none of its own.
struct GateNormalization: Sendable {
  /// g, `[G · H]` each.
  let inputGain: Parameter
  let stateGain: Parameter

  init(_ name: String, suffix: String, columns: Int, layout: inout ParameterLayout) {
    inputGain = layout.add("\(name).gain_ih_\(suffix)", [columns], .ones(block: 0, of: 1))
    stateGain = layout.add("\(name).gain_hh_\(suffix)", [columns], .ones(block: 0, of: 1))
  }

  /// Normalises the gates of a step in place.
  func forward(_ step: CellStep, _ compute: ComputeState) {
    let store = compute.store
    step.inputGates.normalizeRows(gain: store.vector(inputGain), step.normalized?.input)
    step.stateGates.normalizeRows(gain: store.vector(stateGain), step.normalized?.state)
  }

  /// The gradients of gains and biases, summed over all time steps, `[1, G · H]` each.
  struct Gradient {
    let inputGain: Matrix
    let stateGain: Matrix
    let inputBias: Matrix
    let stateBias: Matrix
  }

  func makeGradient(_ compute: ComputeState) -> Gradient {
    func zeros() -> Matrix { compute.workspace.zeros(1, inputGain.count) }
    return Gradient(
      inputGain: zeros(), stateGain: zeros(), inputBias: zeros(), stateBias: zeros())
  }

  /// Turns the gradients of a step's normalised gates into those of `W x` and `U h`, in place.
  func backward(_ step: CellStep, _ gradient: Gradient, _ compute: ComputeState) {
    guard let normalized = step.normalized else { return }
    let store = compute.store
    step.inputGates.normalizeRowsBackward(
      gain: store.vector(inputGain), normalized.input, gainGradient: gradient.inputGain.row(0),
      biasGradient: gradient.inputBias.row(0))
    step.stateGates.normalizeRowsBackward(
      gain: store.vector(stateGain), normalized.state, gainGradient: gradient.stateGain.row(0),
      biasGradient: gradient.stateBias.row(0))
  }
}

/// What layer normalisation saves for its backward pass.
struct NormalizedGates {
  struct Part {
    /// The normalised gates before the gain, `[n, G · H]`.
    let values: Matrix
    /// 1 / √(variance + 10⁻⁵) of each row, `[n, 1]`.
    let inverse: Matrix

    func rows(_ range: Range<Int>) -> Part {
      Part(values: values.rows(range), inverse: inverse.rows(range))
    }
  }

  let input: Part
  let state: Part

  private init(input: Part, state: Part) {
    self.input = input
    self.state = state
  }

  init(rows: Int, columns: Int, _ workspace: Workspace) {
    func part() -> Part {
      Part(values: workspace.matrix(rows, columns), inverse: workspace.matrix(rows, 1))
    }
    self.init(input: part(), state: part())
  }

  func rows(_ range: Range<Int>) -> NormalizedGates {
    NormalizedGates(input: input.rows(range), state: state.rows(range))
  }
}
