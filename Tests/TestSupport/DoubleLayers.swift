package import NeuralNetwork

/// Parameters in double precision, in the layout of a network.
package struct DoubleParameters {
  package let layout: ParameterLayout
  package var values: [Double]

  package init(layout: ParameterLayout, values: [Double]) {
    precondition(values.count == layout.size)
    self.layout = layout
    self.values = values
  }

  /// Copies the values of a store.
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

  /// The values, by row.
  package func matrix(_ name: String) -> [[Double]] {
    let width = parameter(name).columns
    let all = vector(name)
    return stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) }
  }

  package func has(_ name: String) -> Bool {
    layout.parameters.contains { $0.name == name }
  }

  package func cell(
    _ name: String, suffix: String, _ kind: DoubleLayers.CellKind = .gru
  ) -> DoubleLayers.Cell {
    let gains = ["gain_ih", "gain_hh"].map { "\(name).\($0)_\(suffix)" }
    return DoubleLayers.Cell(
      kind: kind, inputWeight: matrix("\(name).weight_ih_\(suffix)"),
      stateWeight: matrix("\(name).weight_hh_\(suffix)"),
      inputBias: vector("\(name).bias_ih_\(suffix)"),
      stateBias: vector("\(name).bias_hh_\(suffix)"),
      gains: has(gains[0]) ? (input: vector(gains[0]), state: vector(gains[1])) : nil)
  }
}

/// The layers in double precision, for one sentence at a time and forward only.
///
/// There are no batches and so no padding; gradients come from central differences.
package enum DoubleLayers {
  /// W x + b.
  package static func linear(_ x: [Double], _ weight: [[Double]], _ bias: [Double]) -> [Double] {
    zip(linear(x, weight), bias).map(+)
  }

  private static func linear(_ x: [Double], _ weight: [[Double]]) -> [Double] {
    weight.map { dot($0, x) }
  }

  package static func dot(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count)
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  package enum CellKind: String, CaseIterable, Sendable {
    case gru, lstm
    case rnnTanh = "rnn-tanh"
    case rnnReLU = "rnn-relu"

    package var hasMemoryCell: Bool { self == .lstm }

    package var arithmetic: any CellArithmetic {
      switch self {
      case .gru: NeuralNetwork.GRU()
      case .lstm: NeuralNetwork.LSTM()
      case .rnnTanh: NeuralNetwork.RNN(.tanh)
      case .rnnReLU: NeuralNetwork.RNN(.relu)
      }
    }
  }

  package struct Cell {
    package var kind: CellKind
    package var inputWeight: [[Double]]
    package var stateWeight: [[Double]]
    package var inputBias: [Double]
    package var stateBias: [Double]
    /// The gains of layer normalisation, if there is any.
    package var gains: (input: [Double], state: [Double])?

    package var hidden: Int { stateWeight[0].count }
    package var zeroState: State {
      let zeros = [Double](repeating: 0, count: hidden)
      return State(output: zeros, memory: kind.hasMemoryCell ? zeros : [])
    }
  }

  /// The state of a cell between two time steps; only an LSTM has a memory cell.
  package struct State {
    package var output: [Double]
    package var memory: [Double]

    package init(output: [Double], memory: [Double]) {
      self.output = output
      self.memory = memory
    }
  }

  /// The state after each input, in the order of time in either direction.
  ///
  /// `mask` contains factors of the state in the recurrent product; nil: ones.
  package static func recurrence(
    _ inputs: [[Double]], initial: State, _ cell: Cell, isReversed: Bool = false,
    mask: [Double]? = nil
  ) -> [State] {
    var state = initial
    var states: [State] = []
    for x in isReversed ? inputs.reversed() : inputs {
      state = step(x, state, cell, mask)
      states.append(state)
    }
    return isReversed ? states.reversed() : states
  }

  private static func step(
    _ x: [Double], _ state: State, _ cell: Cell, _ mask: [Double]?
  ) -> State {
    var x = linear(x, cell.inputWeight)
    var h = linear(mask.map { zip(state.output, $0).map(*) } ?? state.output, cell.stateWeight)
    if let gains = cell.gains {
      x = ScalarKernels.layerNorm(x, gain: gains.input)
      h = ScalarKernels.layerNorm(h, gain: gains.state)
    }
    x = zip(x, cell.inputBias).map(+)
    h = zip(h, cell.stateBias).map(+)
    let sums = zip(x, h).map(+)
    switch cell.kind {
    case .gru:
      let step = ScalarKernels.gruForward(x: x, h: h, previous: state.output)
      return State(output: step.next, memory: [])
    case .lstm:
      let step = ScalarKernels.lstmForward(sums, memory: state.memory)
      return State(output: step.next, memory: step.memory)
    case .rnnTanh: return State(output: sums.map(ScalarKernels.tanh), memory: [])
    case .rnnReLU: return State(output: sums.map(ScalarKernels.relu), memory: [])
    }
  }

  package static func tanh(_ x: [Double]) -> [Double] { x.map(ScalarKernels.tanh) }

  /// The pooling of a sentence's states into one vector.
  package enum Pooling: String, Sendable {
    /// The last state that the recurrence computed.
    case last
    case mean, max
  }

  /// Pools the states of a sentence into one vector.
  package static func pool(
    _ states: [[Double]], _ pooling: Pooling, isReversed: Bool
  ) -> [Double] {
    switch pooling {
    case .last: isReversed ? states[0] : states[states.count - 1]
    case .mean: ScalarKernels.meanOverTime(states)
    case .max: ScalarKernels.maxOverTime(states).values
    }
  }
}
