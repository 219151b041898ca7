import NeuralNetwork

/// Where the time of an update is spent.
struct Profile: Encodable {
  struct Entry: Encodable {
    let phase: String
    /// Time in this phase per update, averaged over the threads.
    let milliseconds: Double
    let shareOfTime: Double
    /// 10⁹ operations of matrix products per second in this phase, all threads together.
    let gigaflops: Double
    /// `gigaflops` as a share of the speed of matrix products alone.
    let productShare: Double
  }

  /// Longest first; together they make up the update.
  let phases: [Entry]

  /// The profile of some updates.
  ///
  /// - Parameters:
  ///   - uses: Time and operations of each phase, summed over all threads.
  ///   - updates: The number of updates measured.
  ///   - threads: The number of threads that worked.
  ///   - peak: The speed of matrix products alone, on all threads.
  init(_ uses: [Phase: PhaseClock.Use], updates: Int, threads: Int, peak: Double) {
    let total = uses.values.reduce(0) { $0 + $1.seconds }
    phases = uses.sorted { $0.value.seconds > $1.value.seconds }.map { phase, use in
      let gigaflops =
        use.seconds == 0 ? 0 : 1e-9 * Double(use.operations) * Double(threads) / use.seconds
      return Entry(
        phase: phase.name, milliseconds: 1_000 * use.seconds / Double(threads * updates),
        shareOfTime: total == 0 ? 0 : use.seconds / total, gigaflops: gigaflops,
        productShare: peak == 0 ? 0 : gigaflops / peak)
    }
  }

  /// A table for people, with one line per phase.
  var table: String {
    let header = "   ms/update  % of time  % of products' peak"
    return phases.reduce(header) { table, entry in
      let numbers = [
        column(entry.milliseconds, width: 12, decimals: 3),
        column(100 * entry.shareOfTime, width: 11, decimals: 1),
        column(100 * entry.productShare, width: 21, decimals: 1),
      ]
      return table + "\n" + numbers.joined() + "  " + entry.phase
    }
  }

  private func column(_ value: Double, width: Int, decimals: Int) -> String {
    let scale = decimals == 3 ? 1_000 : 10
    let scaled = Int((value * Double(scale)).rounded())
    let digits = String(scaled % scale + scale).dropFirst()
    let text = "\(scaled / scale).\(digits)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
