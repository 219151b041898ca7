import NeuralNetwork

@testable import Seq2Seq

/// A language model on the decoder's layers: p of a token given those before it, without a source.
struct LanguageModel: Trainable {
  static let (start, end): (Int32, Int32) = (1, 2)

  let layout: ParameterLayout
  let embedding: Embedding
  let stack: LayerStack
  let output: SoftmaxOutput
  func outputsPerToken(_ options: Void) -> Int { output.vocabulary }

  init(vocabulary: Int, width: Int, layers: Int) {
    var layout = ParameterLayout()
    embedding = Embedding("embedding", vocabulary: vocabulary, width: width, layout: &layout)
    var description = LayerStack.Description("rnn", input: width, width: width)
    description.layers = layers
    description.isResidual = true
    stack = LayerStack(description, layout: &layout)
    output = SoftmaxOutput(
      "output", width: width, vocabulary: vocabulary, tied: embedding, layout: &layout)
    self.layout = layout
  }

  func tokenCount(of sentence: [Int32]) -> Int { sentence.count + 1 }

  func lossAndGradient(
    of sentences: [[Int32]], scale: Float, _ options: Void, _ compute: ComputeState
  ) -> LossSum {
    let workspace = compute.workspace
    let forward = forward(sentences, compute)
    let top = forward.tape.outputs[0]
    let outputGradient = workspace.matrix(top.rows, top.columns)
    let loss = output.lossAndGradient(
      top, targets: forward.targets, LossTerms(), scale: scale, into: outputGradient, compute)
    let inputGradient = workspace.matrix(top.rows, embedding.width)
    _ = stack.backward(
      forward.tape, .init(outputs: [outputGradient], input: inputGradient), dropouts: .none,
      compute)
    embedding.backward(inputGradient, forward.ids, compute)
    return loss
  }

  func loss(of sentences: [[Int32]], _ options: Void, _ compute: ComputeState) -> LossSum {
    let forward = forward(sentences, compute)
    return output.loss(forward.tape.outputs[0], targets: forward.targets, smoothing: 0, compute)
  }

  /// Sentences side by side, time-major; what is beyond the end of one has the target -1.
  private func forward(
    _ sentences: [[Int32]], _ compute: ComputeState
  ) -> (ids: Vector<Int32>, targets: Vector<Int32>, tape: LayerStack.Tape) {
    let steps = 1 + (sentences.map(\.count).max() ?? 0)
    var inputs: [Int32] = []
    var targets: [Int32] = []
    for step in 0..<steps {
      for sentence in sentences {
        inputs.append(step == 0 || step > sentence.count ? Self.start : sentence[step - 1])
        targets.append(
          step < sentence.count ? sentence[step] : step == sentence.count ? Self.end : -1)
      }
    }
    let ids = compute.workspace.copy(inputs)
    let embedded = compute.workspace.matrix(inputs.count, embedding.width)
    embedding.forward(ids, into: embedded, compute)
    let tape = stack.forward(
      .init(embedded, steps: steps, batch: sentences.count), dropouts: .none, compute)
    return (ids, compute.workspace.copy(targets), tape)
  }
}

/// A language model as the search sees it: it takes no notice of the sources but for their number.
struct LanguageModelSearch: SearchModel {
  let model: LanguageModel
  let compute: ComputeState
  var vocabulary: Int { model.output.vocabulary }

  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
    compute.reset()
    return Decoder(model, rows: batch.count, most: batch.count * beam, compute)
  }

  struct Decoder: SearchDecoder {
    private let model: LanguageModel
    private let compute: ComputeState
    private var rows: Int
    private let states: [RecurrentState]
    private let next: [RecurrentState]
    private var mark: Workspace.Mark

    var workspace: Workspace { compute.workspace }

    init(_ model: LanguageModel, rows: Int, most: Int, _ compute: ComputeState) {
      self.model = model
      self.compute = compute
      self.rows = rows
      states = model.stack.makeStates(most, compute.workspace)
      next = model.stack.makeStates(most, compute.workspace)
      for state in states { state.fill(0) }
      mark = compute.workspace.mark()
    }

    mutating func logProbabilities(
      after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
    ) -> Matrix {
      workspace.release(to: mark)
      mark = workspace.mark()
      let embedded = workspace.matrix(rows, model.embedding.width)
      model.embedding.forward(workspace.copy(tokens), into: embedded, compute)
      let top = model.stack.step(
        embedded, context: .none, previous: states.map { $0.rows(0..<rows) },
        next: next.map { $0.rows(0..<rows) }, compute)
      let logits = workspace.matrix(rows, model.output.vocabulary)
      model.output.logits(top, into: logits, compute)
      logits.logSoftmax(bias: compute.store.vector(model.output.bias).values, compute)
      strike(logits)
      return logits
    }

    mutating func select(_ old: [Int], sentences: [Int]) {
      for (new, old) in old.enumerated() {
        for (to, from) in zip(states, next) {
          to.rows(new..<new + 1).copy(from: from.rows(old..<old + 1))
        }
      }
      rows = old.count
    }
  }
}
