internal import NeuralNetwork

/// Some tokens in a row: all but the last are read, and all but the first are to be predicted.
package struct LanguageWindow: Sendable {
  package let tokens: ArraySlice<Int32>
  /// What the window begins with, and where it leaves what the next one begins with; nil: it begins with zero.
  package let carried: CarriedState?

  package init(_ tokens: ArraySlice<Int32>, carried: CarriedState? = nil) {
    // From zero on, as the time steps are.
    self.tokens = ArraySlice(Array(tokens))
    self.carried = carried
  }
}

/// The state of all layers after a window, without the way to it: gradients end here.
///
/// A window is computed by one thread, and the next one with the same state after it.
package final class CarriedState: @unchecked Sendable {
  /// By layer: h and, of an LSTM, then its memory cell; none: zero.
  package internal(set) var vectors: [[Float]]

  package init(_ vectors: [[Float]] = []) { self.vectors = vectors }

  func put(into states: [RecurrentState], row: Int) {
    for (matrix, vector) in zip(Self.matrices(states), vectors) {
      matrix.row(row).copy(from: vector)
    }
  }

  func take(row: Int, of states: some Sequence<RecurrentState>) {
    vectors = Self.matrices(states).map { $0.row(row).values }
  }

  private static func matrices(_ states: some Sequence<RecurrentState>) -> [Matrix] {
    states.flatMap { state in [state.output] + (state.memoryCell.map { [$0] } ?? []) }
  }
}
