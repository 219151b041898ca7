import Testing

@testable import NeuralNetwork

/// Any use of a view traps after its memory was given back; see `Lease`.
@Suite struct LeaseTests {
  private static let message = "a view whose memory was given back"

  @Test func leasesEndWithTheirOwner() {
    func leaseOfNobody() -> Lease { Leases().current }
    let over = leaseOfNobody()
    // A new owner may get the counter of an owner that is gone.
    let leases = Leases()
    let first = leases.current
    #expect(!over.isValid && first.isValid)
    leases.end()
    #expect(!over.isValid && !first.isValid && leases.current.isValid)
  }

  @Test func operationAfterReset() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let matrix = workspace.zeros(2, 3)
      matrix.tanh()
      workspace.reset()
      _ = workspace.zeros(2, 3)
      matrix.tanh()
    }
    #expect(result.says(Self.message))
  }

  /// The batch needed several blocks, so the memory itself is freed.
  @Test func operationAfterResetOfAGrownWorkspace() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace(capacity: 64)
      let matrix = workspace.zeros(100, 100)
      workspace.reset()
      Products().multiply(matrix, .rows(matrix), into: workspace.matrix(100, 100))
    }
    #expect(result.says(Self.message))
  }

  @Test func elementAfterReset() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let row = workspace.zeros(2, 3).rows(1..<2).row(0)
      workspace.reset()
      row[0] = 1
    }
    #expect(result.says(Self.message))
  }

  @Test func elementOfABufferThatIsGone() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      func numbersOfNobody() -> Vector<Float> { AlignedBuffer(count: 3).floats }
      print(numbersOfNobody()[0])
    }
    #expect(result.says(Self.message))
  }

  @Test func operationAfterRelease() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let kept = workspace.floats(3)
      let mark = workspace.mark()
      let temporary = workspace.floats(3)
      let inner = workspace.mark()
      let deeper = workspace.floats(3)
      workspace.release(to: inner)
      kept.fill(1)
      temporary.copy(from: kept)
      workspace.release(to: mark)
      kept.fill(2)
      _ = (workspace.floats(3), deeper)
      kept.add(temporary)
    }
    #expect(result.says(Self.message))
  }

  @Test func aMarkIsForOneRelease() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let workspace = Workspace()
      let mark = workspace.mark()
      workspace.release(to: mark)
      workspace.release(to: mark)
    }
    #expect(result.says("a mark that was released before"))
  }

  /// A release to an outer mark ends the inner marks too, and levels are reused.
  @Test func releasesNest() {
    let workspace = Workspace()
    let kept = workspace.copy([1, 2] as [Int32])
    for _ in 0..<3 {
      let outer = workspace.mark()
      let first = workspace.copy([3, 4] as [Int32])
      _ = workspace.mark()
      let second = workspace.copy([5, 6] as [Int32])
      #expect(kept.values + first.values + second.values == [1, 2, 3, 4, 5, 6])
      workspace.release(to: outer)
    }
    #expect(kept.values == [1, 2])
  }
}

extension Optional<ExitTest.Result> {
  /// Whether the program ended with a message that contains this text.
  func says(_ message: String) -> Bool {
    String(decoding: self?.standardErrorContent ?? [], as: UTF8.self).contains(message)
  }
}
