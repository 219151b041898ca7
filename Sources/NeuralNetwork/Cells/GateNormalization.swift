internal import CKernels

/// Layer normalisation inside a cell (Ba, Kiros & Hinton 2016).
///
/// `W x` and `U h` each become
///
///     LN(a) = g ⊙ (a − mean(a)) / √(variance(a) + 10⁻⁵)
///
/// over all G · H numbers of a row, before the cell's biases, which serve as LN's own, are added.
struct GateNormalization: Sendable {
  /// g, `[G · H]` each.
  let inputGain: Parameter
  let stateGain: Parameter

  init(_ name: String, suffix: String, columns: Int, layout: inout ParameterLayout) {
    inputGain = layout.add("\(name).gain_ih_\(suffix)", [columns], .ones(block: 0, of: 1))
    stateGain = layout.add("\(name).gain_hh_\(suffix)", [columns], .ones(block: 0, of: 1))
  }

  /// Normalises the gates of a step in place.
  func forward(_ step: CellStep, _ context: ComputeContext) {
    normalize(step.inputGates, inputGain, step.normalized?.input, context)
    normalize(step.stateGates, stateGain, step.normalized?.state, context)
  }

  private func normalize(
    _ gates: Matrix, _ gain: Parameter, _ normalized: NormalizedGates.Part?,
    _ context: ComputeContext
  ) {
    var rows = ck_layer_norm_rows()
    rows.rows = Int32(gates.rows)
    rows.columns = Int32(gates.columns)
    rows.y = gates.base
    rows.stride = gates.stride
    rows.gain = UnsafePointer(context.store.vector(gain))
    rows.normalized = normalized?.values.base
    rows.normalized_stride = normalized?.values.stride ?? 0
    rows.inverse = normalized?.inverse.base
    ck_layer_norm(&rows)
  }

  /// Sums over all steps, a row of `[G · H]` each.
  struct Gradient {
    let inputGain: Matrix
    let stateGain: Matrix
    let inputBias: Matrix
    let stateBias: Matrix
  }

  func makeGradient(_ context: ComputeContext) -> Gradient {
    func zeros() -> Matrix { context.workspace.zeros(1, inputGain.count) }
    return Gradient(
      inputGain: zeros(), stateGain: zeros(), inputBias: zeros(), stateBias: zeros())
  }

  /// Turns the gradients of a step's gates into those of `W x` and `U h`, in place.
  func backward(_ step: CellStep, _ gradient: Gradient, _ context: ComputeContext) {
    guard let normalized = step.normalized else { return }
    backward(
      step.inputGates, inputGain, normalized.input, gradient.inputGain, gradient.inputBias, context)
    backward(
      step.stateGates, stateGain, normalized.state, gradient.stateGain, gradient.stateBias, context)
  }

  private func backward(
    _ gates: Matrix, _ gain: Parameter, _ normalized: NormalizedGates.Part,
    _ gainGradient: Matrix, _ biasGradient: Matrix, _ context: ComputeContext
  ) {
    var rows = ck_layer_norm_rows_gradient()
    rows.rows = Int32(gates.rows)
    rows.columns = Int32(gates.columns)
    rows.gradient = gates.base
    rows.stride = gates.stride
    rows.gain = UnsafePointer(context.store.vector(gain))
    rows.normalized = UnsafePointer(normalized.values.base)
    rows.normalized_stride = normalized.values.stride
    rows.inverse = UnsafePointer(normalized.inverse.base)
    rows.gain_gradient = gainGradient.base
    rows.bias_gradient = biasGradient.base
    ck_layer_norm_backward(&rows)
  }
}

/// What layer normalisation leaves for its backward pass.
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
