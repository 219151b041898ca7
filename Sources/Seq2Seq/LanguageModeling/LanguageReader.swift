package import NeuralNetwork
internal import Tokenization

/// Scores lines with a language model, and draws lines from it.
package final class LanguageReader {
  /// Lines that are computed together, and time steps of a window.
  private static let (lines, steps) = (32, 256)

  private let model: TrainedLanguageModel
  private let workers: Workers

  package init(_ model: TrainedLanguageModel, threads: Int) {
    self.model = model
    workers = Workers(
      count: threads,
      store: ParameterStore(layout: model.network.layout, purpose: .inference, values: model.values)
    )
  }

  /// log p of each line in nats, `</s>` included, and its number of tokens; each line by itself.
  package func scores(of lines: [String]) -> [LossSum] {
    let tokens = lines.map { model.tokens(of: $0) }
    let groups = stride(from: 0, to: lines.count, by: Self.lines).map {
      Array(tokens[$0..<min($0 + Self.lines, tokens.count)])
    }
    let results = PerWorker(count: groups.count, initial: [LossSum]())
    workers.forEach(groups.count) { [network = model.network] compute, index in
      results[index] = Self.scores(of: groups[index], network, compute)
    }
    return results.reduce([]) { $0 += $1 }
  }

  /// Window by window, so that a long line takes no more memory than others.
  private static func scores(
    of lines: [[Int32]], _ network: LanguageNetwork, _ compute: ComputeState
  ) -> [LossSum] {
    var sums = lines.map { _ in LossSum() }
    let states = lines.map { _ in CarriedState() }
    let longest = lines.reduce(0) { max($0, $1.count - 1) }
    for start in stride(from: 0, to: longest, by: steps) {
      let rows = lines.indices.filter { lines[$0].count - 1 > start }
      compute.reset()
      let windows = rows.map { row in
        let end = min(start + steps, lines[row].count - 1)
        return LanguageWindow(lines[row][start...end], carried: states[row])
      }
      let found = PerWorker(count: rows.count, initial: LossSum())
      _ = network.loss(of: windows, compute) { row, loss in
        found[row] += LossSum(smoothed: Double(loss), nll: Double(loss), tokens: 1)
      }
      for (index, row) in rows.enumerated() { sums[row] += found[index] }
    }
    return sums
  }

  /// Draws lines that begin with a prefix.
  ///
  /// - Parameters:
  ///   - count: how many lines.
  ///   - prefix: their beginning, or "".
  ///   - mostTokens: where a line is cut off that does not end.
  ///   - options: how tokens are drawn; the same seed gives the same lines.
  /// - Returns: the lines, which begin with the prefix as the tokenizer writes it.
  package func sample(
    _ count: Int, prefix: String, mostTokens: Int, _ options: SamplingOptions
  ) -> [String] {
    let prefix = prefix.isEmpty ? [] : model.tokenizer.encode(prefix)
    let results = PerWorker(count: count, initial: [Int32]())
    workers.forEach(count) { [network = model.network] compute, index in
      var generator = options.generator(sentence: prefix, sample: index)
      results[index] = Self.sample(prefix, mostTokens, options, &generator, network, compute)
    }
    return (0..<count).map { model.tokenizer.decode(results[$0]) }
  }

  private static func sample(
    _ prefix: [Int32], _ mostTokens: Int, _ options: SamplingOptions,
    _ generator: inout SeededGenerator, _ network: LanguageNetwork, _ compute: ComputeState
  ) -> [Int32] {
    compute.reset()
    let workspace = compute.workspace
    var (previous, next) = (
      network.stack.makeStates(1, workspace), network.stack.makeStates(1, workspace)
    )
    for state in previous { state.fill(0) }
    let bias = network.bias(compute)
    var (line, token, read) = (prefix, SpecialToken.end.id, 0)
    while true {
      let mark = workspace.mark()
      let row = network.logProbabilities(
        after: workspace.copy([token]), previous: previous, next: next, bias: bias, compute
      ).row(0)
      swap(&previous, &next)
      if read < prefix.count {
        token = prefix[read]
      } else {
        // They have no text.
        row[Int(SpecialToken.unknown.id)] = -.infinity
        row[Int(SpecialToken.start.id)] = -.infinity
        token = options.draw(row.values, using: &generator)
        if token == SpecialToken.end.id || line.count >= mostTokens { return line }
        line.append(token)
      }
      read += 1
      workspace.release(to: mark)
    }
  }
}
