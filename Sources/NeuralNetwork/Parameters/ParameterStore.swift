/// The values of a network's parameters, with the packed forms that its products use.
package final class ParameterStore: @unchecked Sendable {
  /// What the packed forms are for.
  package enum Purpose: Sendable {
    /// Recurrent weights are packed for both passes, since they serve every time step between updates,
    /// and weights with gaps between their rows.
    case training
    /// Every weight is packed for the forward pass: it never changes.
    case inference
  }

  package let layout: ParameterLayout
  package let values: AlignedBuffer
  package let purpose: Purpose
  /// By `Weight.index`: the weight as right-hand side of `x · Wᵀ`, and of `dy · W`.
  private let forwardPacks: [PackedMatrix?]
  private let backwardPacks: [PackedMatrix?]

  package init(layout: ParameterLayout, purpose: Purpose, values: AlignedBuffer? = nil) {
    self.layout = layout
    self.purpose = purpose
    self.values = values ?? AlignedBuffer(count: layout.size)
    forwardPacks = layout.weights.map {
      purpose == .inference || $0.isRecurrent || $0.hasGaps
        ? PackedMatrix(k: $0.columns.count, n: $0.parameter.rows) : nil
    }
    backwardPacks = layout.weights.map {
      purpose == .training && ($0.isRecurrent || $0.hasGaps)
        ? PackedMatrix(k: $0.parameter.rows, n: $0.columns.count) : nil
    }
  }

  /// Fills all parameters with their initial values.
  package func initialize(using generator: inout some RandomNumberGenerator) {
    for (parameter, initialization) in zip(layout.parameters, layout.initializations) {
      initialization.fill(parameter.matrix(in: values.base), using: &generator)
    }
  }

  package func matrix(_ weight: Weight) -> Matrix { weight.matrix(in: values.base) }

  package func matrix(_ parameter: Parameter) -> Matrix { parameter.matrix(in: values.base) }

  package func vector(_ parameter: Parameter) -> UnsafeMutablePointer<Float> {
    parameter.vector(in: values.base)
  }

  /// The right-hand side of `x · Wᵀ`.
  package func forwardRight(_ weight: Weight) -> Products.Right {
    forwardPacks[weight.index].map { .packed($0) } ?? .transposed(matrix(weight))
  }

  /// The right-hand side of `dy · W`.
  package func backwardRight(_ weight: Weight) -> Products.Right {
    backwardPacks[weight.index].map { .packed($0) } ?? .rows(matrix(weight))
  }

  /// Brings the packed forms up to date with the values; worker `index` of `count` does its share.
  package func repack(worker index: Int = 0, of count: Int = 1) {
    // Largest first, each to the worker with the least so far: the same assignment in every worker.
    var loads = [Int](repeating: 0, count: count)
    let jobs = layout.weights.flatMap { weight in
      [(weight, true, forwardPacks[weight.index]), (weight, false, backwardPacks[weight.index])]
        .compactMap { weight, isForward, pack in pack.map { (weight, isForward, $0) } }
    }
    for (weight, isForward, pack) in jobs.sorted(by: { $0.2.k * $0.2.n > $1.2.k * $1.2.n }) {
      let owner = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[owner] += pack.k * pack.n
      if owner == index { pack.fill(from: matrix(weight), transposed: isForward) }
    }
  }
}
