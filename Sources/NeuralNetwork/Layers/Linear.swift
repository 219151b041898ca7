/// `y = x · Wᵀ + b` as in `torch.nn.Linear`, for an input of one or more parts.
///
/// W is `[out, in₁ + in₂ + …]`, as if the parts were concatenated. Each part is multiplied with its columns of W, so
/// nothing is copied.
package struct Linear: Sendable {
  package let parts: [Weight]
  package let bias: Parameter

  package init(_ name: String, inputs: [Int], output: Int, layout: inout ParameterLayout) {
    let weight = layout.add(
      "\(name).weight", [output, inputs.reduce(0, +)], .glorot(blocks: 1))
    parts = layout.columnWeights(weight, inputs)
    bias = layout.add("\(name).bias", [output], .zero)
  }

  /// Computes y `[n, out]` from x `[n, in]`, for a layer of one part.
  package func forward(_ x: Matrix, into y: Matrix, _ compute: ComputeState) {
    precondition(parts.count == 1, "an input in \(parts.count) parts")
    compute.forward(x, parts[0], into: y)
    addBias(to: y, compute)
  }

  package func addBias(to y: Matrix, _ compute: ComputeState) {
    y.addToEachRow(compute.store.vector(bias))
  }

  /// Computes dx from dy and leaves the tasks for the gradients of weight and bias, for a layer of one part.
  package func backward(_ dy: Matrix, input x: Matrix, into dx: Matrix, _ compute: ComputeState) {
    precondition(parts.count == 1, "an input in \(parts.count) parts")
    compute.backward(dy, parts[0], into: dx)
    compute.tasks.append(.product(parts[0], input: x, delta: dy))
    compute.tasks.append(.bias(bias, delta: dy))
  }
}

extension ParameterLayout {
  /// Divides the columns of a parameter into weights of these widths.
  mutating func columnWeights(_ parameter: Parameter, _ widths: [Int]) -> [Weight] {
    var start = 0
    return widths.map { width in
      defer { start += width }
      return weight(parameter, columns: start..<start + width)
    }
  }
}
