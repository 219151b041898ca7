extension ScalarKernels {
  /// The mean of one sentence's states, `[steps][columns]`.
  package static func meanOverTime(_ states: [[Double]]) -> [Double] {
    states[0].indices.map { column in
      states.reduce(0) { $0 + $1[column] } / Double(states.count)
    }
  }

  /// The maximum of one sentence's states in every column, and the first time step that has it.
  package static func maxOverTime(_ states: [[Double]]) -> (values: [Double], which: [Int32]) {
    let which = states[0].indices.map { column in
      states.indices.reduce(0) { states[$1][column] > states[$0][column] ? $1 : $0 }
    }
    return (which.enumerated().map { states[$1][$0] }, which.map(Int32.init))
  }
}
