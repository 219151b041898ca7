package import NeuralNetwork

/// Parameters in double precision, in the places that a layout gives them.
package struct DoubleParameters {
  package let layout: ParameterLayout
  package var values: [Double]

  package init(layout: ParameterLayout, values: [Double]) {
    precondition(values.count == layout.size)
    self.layout = layout
    self.values = values
  }

  /// The numbers of a store.
  package init(_ store: ParameterStore) {
    self.init(layout: store.layout, values: store.values.floats.map(Double.init))
  }

  package func parameter(_ name: String) -> Parameter {
    guard let parameter = layout.parameters.first(where: { $0.name == name }) else {
      preconditionFailure("no parameter \(name)")
    }
    return parameter
  }

  package func vector(_ name: String) -> [Double] {
    let parameter = parameter(name)
    return Array(values[parameter.offset..<parameter.offset + parameter.count])
  }

  /// By row.
  package func matrix(_ name: String) -> [[Double]] {
    let width = parameter(name).columns
    let all = vector(name)
    return stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) }
  }

  package func cell(_ name: String, suffix: String) -> DoubleLayers.GRU {
    DoubleLayers.GRU(
      inputWeight: matrix("\(name).weight_ih_\(suffix)"),
      stateWeight: matrix("\(name).weight_hh_\(suffix)"),
      inputBias: vector("\(name).bias_ih_\(suffix)"), stateBias: vector("\(name).bias_hh_\(suffix)")
    )
  }
}

/// The layers written out in double precision, for one sentence at a time and forward only.
///
/// There is no batch and so no padding; gradients come from central differences.
package enum DoubleLayers {
  /// W x + b.
  package static func linear(_ x: [Double], _ weight: [[Double]], _ bias: [Double]) -> [Double] {
    zip(weight, bias).map { row, b in dot(row, x) + b }
  }

  package static func dot(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count)
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  package struct GRU {
    package var inputWeight: [[Double]]
    package var stateWeight: [[Double]]
    package var inputBias: [Double]
    package var stateBias: [Double]
  }

  /// The states after each of the inputs, in the order of time whatever the direction.
  ///
  /// - Parameter mask: factors of the state as the recurrent product sees it; nil: ones.
  package static func gru(
    _ inputs: [[Double]], initial: [Double], _ cell: GRU, isReversed: Bool = false,
    mask: [Double]? = nil
  ) -> [[Double]] {
    var state = initial
    var states: [[Double]] = []
    for x in isReversed ? inputs.reversed() : inputs {
      let seen = mask.map { zip(state, $0).map(*) } ?? state
      state =
        ScalarKernels.gruForward(
          x: linear(x, cell.inputWeight, cell.inputBias),
          h: linear(seen, cell.stateWeight, cell.stateBias), previous: state
        ).next
      states.append(state)
    }
    return isReversed ? states.reversed() : states
  }

  package static func tanh(_ x: [Double]) -> [Double] { x.map(ScalarKernels.tanh) }

  /// One vector from the states of a sentence; `last` is the state the recurrence ended with.
  package static func pool(
    _ states: [[Double]], _ context: ContextPooling, isReversed: Bool
  ) -> [Double] {
    switch context {
    case .last: isReversed ? states[0] : states[states.count - 1]
    case .mean: ScalarKernels.meanOverTime(states)
    case .max: ScalarKernels.maxOverTime(states).values
    }
  }
}
