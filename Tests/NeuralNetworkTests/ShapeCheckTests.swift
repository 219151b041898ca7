import CKernels
import Testing

@testable import NeuralNetwork

/// An operation whose shapes do not fit traps before a kernel can read or write out of bounds.
@Suite struct ShapeCheckTests {
  @Test func placesBeyondAVector() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      print(workspace.floats(3).slice(1..<3)[2])
    }
    #expect(result.says("a place beyond the vector"))
  }

  @Test func placesBeyondAMatrix() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      // The element is in memory, but in the next row.
      print(workspace.zeros(2, 3)[0, 3])
    }
    #expect(result.says("a place beyond the matrix"))
  }

  @Test func rowsBeyondAMatrix() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      _ = workspace.zeros(4, 3).step(2, batch: 2)
    }
    #expect(result.says("rows beyond the matrix"))
  }

  @Test func aMatrixLargerThanItsMemory() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      _ = Matrix(workspace.floats(7), rows: 2, columns: 3, stride: 5)
    }
    #expect(result.says("a matrix [2, 3] in 7 numbers"))
  }

  @Test func sumsOfOtherShapes() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      workspace.zeros(2, 3).add(workspace.zeros(3, 2))
    }
    #expect(result.says("[2, 3] meets [3, 2]"))
  }

  @Test func idsBeyondTheTable() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let table = workspace.zeros(4, 2)
      workspace.matrix(3, 2).gather(workspace.copy([0, 3, 1] as [Int32]), of: table)
      workspace.matrix(3, 2).gather(workspace.copy([0, 4, 1] as [Int32]), of: table)
    }
    #expect(result.says("ids beyond the table"))
  }

  @Test func targetsBeyondTheVocabulary() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      func run(_ targets: [Int32]) {
        CrossEntropyRows(
          logits: workspace.zeros(2, 5), bias: workspace.zeros(1, 5).row(0),
          targets: workspace.copy(targets), terms: LossTerms(), weight: 1,
          losses: workspace.floats(2), nlls: workspace.floats(2)
        ).run(withGradient: true)
      }
      run([4, -1])
      run([4, 5])
    }
    #expect(result.says("one target per row"))
  }

  @Test func targetsThatAreNotSampled() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var layout = ParameterLayout()
      let layer = SoftmaxOutput("a", width: 4, vocabulary: 7, tied: nil, layout: &layout)
      let compute = ComputeState(store: ParameterStore(layout: layout, purpose: .training))
      func run(_ targets: [Int32]) {
        let x = compute.workspace.zeros(2, 4)
        _ = layer.lossAndGradient(
          x, targets: compute.workspace.copy(targets), among: SampledVocabulary(tokens: [1, 5]),
          LossTerms(), scale: 1, into: compute.workspace.zeros(2, 4), compute)
      }
      run([5, -1])
      run([5, 2])
    }
    #expect(result.says("target 2 is not sampled"))
  }

  @Test func sampledTokensInAnyOrder() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SampledVocabulary(tokens: [1, 5, 5])
    }
    #expect(result.says("sampled tokens in ascending order"))
  }

  @Test func lengthsBeyondTheStates() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let (states, mean) = (workspace.zeros(6, 4), workspace.matrix(2, 4))
      TimePooling.mean(states, lengths: workspace.copy([3, 1] as [Int32]), into: mean)
      TimePooling.mean(states, lengths: workspace.copy([4, 1] as [Int32]), into: mean)
    }
    #expect(result.says("lengths from 1 to S"))
  }

  @Test func ownersBeyondTheSentences() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let states = EncoderStates(
        values: workspace.zeros(6, 4), keys: workspace.zeros(6, 3),
        lengths: workspace.copy([3, 2] as [Int32]), steps: 3, batch: 2)
      let step = AttentionStep(
        encoderStates: states, queries: workspace.zeros(3, 3), scale: nil,
        weights: workspace.matrix(3, 3))
      let contexts = workspace.matrix(3, 4)
      step.forward(owners: workspace.copy([1, 0, 1] as [Int32]), into: contexts)
      step.forward(owners: workspace.copy([1, 2, 1] as [Int32]), into: contexts)
    }
    #expect(result.says("one sentence per row"))
  }

  @Test func anLSTMWithoutAMemoryCell() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let state = RecurrentState(output: workspace.zeros(1, 2))
      let step = CellStep(
        inputGates: workspace.zeros(1, 8), stateGates: workspace.zeros(1, 8), constantGates: nil,
        previous: state, next: state)
      let biases = workspace.zeros(2, 8)
      LSTM().forward(step, CellBiases(input: biases.row(0), state: biases.row(1)))
    }
    #expect(result.says("an LSTM without a memory cell"))
  }

  @Test func gatesOfAnotherCell() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let state = RecurrentState(output: workspace.zeros(1, 2))
      func step(_ columns: Int) -> CellStep {
        CellStep(
          inputGates: workspace.zeros(1, columns), stateGates: workspace.zeros(1, columns),
          constantGates: nil, previous: state, next: state)
      }
      let biases = workspace.zeros(2, 6)
      let both = CellBiases(input: biases.row(0), state: biases.row(1))
      GRU().forward(step(6), both)
      GRU().forward(step(8), both)
    }
    #expect(result.says("W x of shape [B, G · H]"))
  }

  @Test func momentsOfOtherParameters() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      func numbers(_ count: Int) -> Vector<Float> { workspace.zeros(1, count).row(0) }
      numbers(4).adagrad(numbers(4), numbers(4), .init())
      numbers(4).adagrad(numbers(4), numbers(3), .init())
    }
    #expect(result.says("one number per parameter"))
  }

  @Test func reducedProductsOfOtherShapes() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let right = ReducedMatrix(.bfloat16, k: 3, n: 5)
      right.fill(from: workspace.zeros(3, 5), transposed: false)
      Products().multiply(workspace.zeros(2, 3), .reduced(right), into: workspace.matrix(2, 5))
      Products().multiply(workspace.zeros(2, 4), .reduced(right), into: workspace.matrix(2, 5))
    }
    #expect(result.says("[2, 4] · [3, 5]"))
  }
}
