internal import NeuralNetwork

/// The output layer, reduced to the shortlists of a batch's sentences.
///
/// The product is computed for the tokens of all sentences; each row then keeps only those of its own
/// sentence, so that a translation does not depend on the sentences beside it.
struct ShortlistedOutput {
  private let compute: ComputeState
  /// The rows of the output's weights for the tokens of all sentences.
  private let weight: Products.Right
  /// The tokens of all sentences, ascending, the last one repeated; and their biases.
  private let union: [Int32]
  private let bias: [Float]
  /// For each sentence: its tokens, and their places in `union`.
  private let tokens: [[Int32]]
  private let places: [[Int32]]

  init(_ model: NetworkModel, _ shortlist: Shortlist, count: Int, _ batch: SourceBatch) {
    compute = model.compute
    tokens = (0..<batch.count).map { index in
      let sentence = batch.sentence(index)
      return Self.completing(
        shortlist.tokens(for: sentence, count: count), bytes: model.bytes,
        marks: model.spans.map { $0.tokens(of: $0.marks(of: sentence)) } ?? [])
    }
    var union = Set(tokens.joined()).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(union, Int32(0)...))
    // Where there is no AVX-512, oneDNN adds up the last columns in another order, unless these are a multiple of 16.
    // So a column does not depend on the number of columns, the rest of which nobody reads.
    while let last = union.last, !union.count.isMultiple(of: 16) { union.append(last) }
    places = tokens.map { $0.compactMap { place[$0] } }
    self.union = union
    bias = union.map { model.bias[Int($0)] }
    weight = model.compute.gatherRows(union, of: model.network.output.weight)
  }

  /// Adds the marks of the sentence, and the bytes that complete a character if one of the tokens begins a character.
  private static func completing(
    _ tokens: [Int32], bytes: ByteTokens?, marks: [Int32]
  ) -> [Int32] {
    let tokens = marks.isEmpty ? tokens : Set(tokens).union(marks).sorted()
    guard let bytes, tokens.contains(where: { bytes.isLead($0) }) else { return tokens }
    return Set(tokens).union(bytes.continuations).sorted()
  }

  /// The k best tokens of each row of the output-layer input, `[rows, ·]`; `allowed` as for a decoder.
  func best(
    _ outputs: Matrix, sentences: [Int], k: Int, among allowed: [AllowedTokens]
  ) -> TopTokens {
    let workspace = compute.workspace
    let all = workspace.matrix(outputs.rows, union.count)
    compute.products.multiply(outputs, weight, into: all)
    let width = sentences.reduce(k) { max($0, tokens[$1].count) }
    let own = workspace.matrix(outputs.rows, width)
    own.fill(-.infinity)
    for (row, sentence) in sentences.enumerated() {
      let places = places[sentence]
      own.row(row).slice(0..<places.count).take(places, of: all.row(row), adding: bias)
    }
    let bias = [Float](repeating: 0, count: width)
    let top = TopTokens(own, bias: bias, k: k, compute)
    for (row, allowed) in allowed.enumerated() {
      let names = tokens[sentences[row]]
      let isAllowed = { place in place >= names.count || allowed.contains(names[place]) }
      if top.areAll(row: row, { isAllowed(Int($0)) }) { continue }
      top.chooseAgain(row: row, from: own, bias: bias, compute) { logits in
        for place in names.indices where !isAllowed(place) { logits[place] = -.infinity }
      }
    }
    top.rename { row, place in
      let tokens = tokens[sentences[row]]
      // A row with fewer than k tokens ends with places without a token, at -∞.
      return Int(place) < tokens.count ? tokens[Int(place)] : place
    }
    return top
  }
}
