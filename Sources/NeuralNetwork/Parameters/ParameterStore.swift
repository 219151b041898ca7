/// The values of a network's parameters, and their packed copies for products.
package final class ParameterStore: @unchecked Sendable {
  /// What the packed copies are for.
  package enum Purpose: Sendable {
    /// Weights are packed for both passes; in single precision, only recurrent weights and weights with gaps.
    ///
    /// Recurrent weights are multiplied at every time step, so packing them after each update pays.
    case training
    /// All weights are packed, for the forward pass only: they never change.
    case inference
  }

  package let layout: ParameterLayout
  /// With int8, the vectors only.
  package let values: AlignedBuffer
  /// The matrices if they are in int8.
  private let int8: Int8Values?
  package let purpose: Purpose
  package let precision: Precision
  /// By `Weight.index`: the weight as right-hand side of `x · Wᵀ`.
  private let forwardRights: [Products.Right]
  /// By `Weight.index`: the weight as right-hand side of `dy · W`.
  private let backwardRights: [Products.Right]

  package convenience init(
    layout: ParameterLayout, purpose: Purpose, precision: Precision = .float32,
    values: AlignedBuffer? = nil
  ) {
    precondition(precision != .int8, "int8 needs values that are in int8")
    self.init(
      layout, purpose, precision, values ?? AlignedBuffer(count: layout.size), int8: nil)
  }

  /// Values in int8, which are for inference only.
  package convenience init(layout: ParameterLayout, _ int8: Int8Values) {
    self.init(layout, .inference, .int8, int8.vectors, int8: int8)
  }

  private init(
    _ layout: ParameterLayout, _ purpose: Purpose, _ precision: Precision, _ values: AlignedBuffer,
    int8: Int8Values?
  ) {
    self.layout = layout
    self.values = values
    self.int8 = int8
    self.purpose = purpose
    self.precision = precision
    forwardRights = layout.weights.map { weight in
      let isPacked = purpose == .inference || weight.isRecurrent || weight.hasGaps
      let (k, n) = (weight.columns.count, weight.parameter.rows)
      return Self.packed(precision, k: k, n: n, isPacked: isPacked)
        ?? .transposed(weight.matrix(in: values))
    }
    backwardRights = layout.weights.map { weight in
      let matrix = Products.Right.rows(weight.matrix(in: values))
      if purpose == .inference { return matrix }
      let isPacked = weight.isRecurrent || weight.hasGaps
      let (k, n) = (weight.parameter.rows, weight.columns.count)
      return Self.packed(precision, k: k, n: n, isPacked: isPacked) ?? matrix
    }
  }

  /// A packed matrix, not yet filled; nil if the weight is used as it is.
  ///
  /// Weights of reduced precision are always packed, because packing rounds them.
  private static func packed(
    _ precision: Precision, k: Int, n: Int, isPacked: Bool
  ) -> Products.Right? {
    isPacked || precision != .float32 ? .unfilled(precision, k: k, n: n) : nil
  }

  /// Fills all parameters with their initial values.
  package func initialize(using generator: inout some RandomNumberGenerator) {
    for (parameter, initialization) in zip(layout.parameters, layout.initializations) {
      initialization.fill(parameter.matrix(in: values), using: &generator)
    }
  }

  package func matrix(_ weight: Weight) -> Matrix {
    precondition(int8 == nil, "matrices in int8 are no floats")
    return weight.matrix(in: values)
  }

  package func matrix(_ parameter: Parameter) -> Matrix {
    precondition(int8 == nil, "matrices in int8 are no floats")
    return parameter.matrix(in: values)
  }

  /// Copies the rows `ids` of a matrix to those of y.
  func gather(_ ids: Vector<Int32>, of table: Parameter, into y: Matrix) {
    if let int8 {
      int8[table].copy(rows: (0..<ids.count).lazy.map { Int(ids[$0]) }, to: y)
    } else {
      y.gather(ids, of: matrix(table))
    }
  }

  package func vector(_ parameter: Parameter) -> Vector<Float> {
    parameter.vector(in: values)
  }

  /// Packs some rows of W as the right-hand side of `x · Wᵀ`; nil if W is not in int8.
  func packingInt8(_ rows: [Int32], of weight: Weight) -> Products.Right? {
    guard let int8 else { return nil }
    let pack = ReducedMatrix(.int8, k: weight.columns.count, n: rows.count)
    pack.fill(from: int8[weight.parameter].gathering(rows: rows), columns: weight.columns)
    return .reduced(pack)
  }

  /// The right-hand side of `x · Wᵀ`.
  package func forwardRight(_ weight: Weight) -> Products.Right { forwardRights[weight.index] }

  /// The right-hand side of `dy · W`.
  package func backwardRight(_ weight: Weight) -> Products.Right { backwardRights[weight.index] }

  /// Packs the current values again, except those of some weights, given by their indices: the share of worker `index` of
  /// `count`.
  package func repack(worker index: Int = 0, of count: Int = 1, except unused: Set<Int> = []) {
    // oneDNN packs a matrix as a whole. The largest come first, and each goes to the worker with the least work so far;
    // every worker computes the same assignment. Of a matrix of reduced precision, each worker packs some panels.
    var whole: [(weight: Weight, isForward: Bool, pack: PackedMatrix)] = []
    for weight in layout.weights where !unused.contains(weight.index) {
      for (right, isForward) in [(forwardRight(weight), true), (backwardRight(weight), false)] {
        switch right {
        case .packed(let pack): whole.append((weight, isForward, pack))
        case .reduced(let pack):
          if let int8 {
            pack.fill(
              from: int8[weight.parameter], columns: weight.columns, worker: index, of: count)
          } else {
            pack.fill(from: matrix(weight), transposed: isForward, worker: index, of: count)
          }
        case .rows, .transposed: break
        }
      }
    }
    var loads = [Int](repeating: 0, count: count)
    for job in whole.sorted(by: { $0.pack.k * $0.pack.n > $1.pack.k * $1.pack.n }) {
      let owner = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[owner] += job.pack.k * job.pack.n
      if owner == index { job.pack.fill(from: matrix(job.weight), transposed: job.isForward) }
    }
  }
}
