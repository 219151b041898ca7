internal import NeuralNetwork

/// A language model that can have a say in searches, on each worker's thread.
package struct FusionMember: @unchecked Sendable {
  /// One per worker, used only on its thread.
  private let models: [any SearchModel]

  package init(_ models: [any SearchModel]) { self.models = models }

  /// A translation model with a say of the language model.
  func fused(with translation: any SearchModel, weight: Float, worker: Int) -> any SearchModel {
    Fusion(translation: translation, language: models[worker], weight: weight)
  }
}

/// A translation model and a language model as one: log p of the next token is log p by the first plus λ · log p by the
/// second.
///
/// Shallow fusion: "On Using Monolingual Corpora in Neural Machine Translation", Gülçehre et al. 2015.
struct Fusion: SearchModel {
  let translation: any SearchModel
  /// It takes no notice of the source.
  let language: any SearchModel
  /// λ.
  let weight: Float

  var vocabulary: Int { translation.vocabulary }
  var bytes: ByteTokens? { translation.bytes }
  var spans: SpanConstraint? { translation.spans }

  /// Searches all tokens, because the language model has no shortlist.
  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
    FusionDecoder(
      translation: translation.start(batch, beam: beam, shortlist: 0),
      language: language.start(batch, beam: beam, shortlist: 0), weight: weight,
      marks: spans?.target)
  }
}

/// Both models during decoding.
private struct FusionDecoder: SearchDecoder {
  var translation, language: any SearchDecoder
  let weight: Float
  /// The tokens that stand for spans.
  let marks: Range<Int32>?
  private(set) var languageLogProbabilities: Matrix?

  var workspace: Workspace { translation.workspace }

  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix {
    // What is best of both need not be among the best of one.
    let sums = translation.logProbabilities(after: tokens, best: nil, striking: strike)
    let others = language.logProbabilities(after: tokens, best: nil) { _ in }
    for row in 0..<sums.rows {
      let (sum, other) = (sums.row(row), others.row(row))
      if let marks { Self.liken(marks, in: other) }
      for token in 0..<sum.count { sum[token] += weight * other[token] }
    }
    languageLogProbabilities = others
    return sums
  }

  /// Gives marks of spans the log p of the likeliest token: text to learn from has the spans instead, so that the language
  /// model cannot tell how likely a mark is, and shall not keep the search from saying it.
  private static func liken(_ marks: Range<Int32>, in row: Vector<Float>) {
    var most = -Float.infinity
    for token in 0..<row.count { most = max(most, row[token]) }
    for mark in marks { row[Int(mark)] = most }
  }

  func attention(row: Int, length: Int) -> [Float]? {
    translation.attention(row: row, length: length)
  }

  mutating func select(_ rows: [Int], sentences: [Int]) {
    translation.select(rows, sentences: sentences)
    language.select(rows, sentences: sentences)
  }
}
