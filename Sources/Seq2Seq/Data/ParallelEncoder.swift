internal import NeuralNetwork
internal import Tokenization

/// Does work on text, such as turning pairs into token ids, on all threads.
///
/// Results are in the order of the text.
struct ParallelEncoder: Sendable {
  /// Runs a function for each of `jobs` jobs, and waits for all of them.
  private let forEach: @Sendable (_ jobs: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void
  /// Lines per job.
  private static let jobSize = 64

  /// Uses the threads of a pool; each takes an equal share of the lines.
  init(on pool: WorkerPool) {
    forEach = { jobs, body in
      pool.run { worker in
        for job in (0..<jobs).part(worker, of: pool.count) { body(job) }
      }
    }
  }

  /// Uses a model's worker threads; whichever is free takes the next lines.
  init(on workers: Workers) {
    forEach = { jobs, body in workers.forEach(jobs) { _, job in body(job) } }
  }

  /// `transform(0)` … `transform(count - 1)`.
  func map<Result: Sendable>(
    _ count: Int, _ transform: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let size = Self.jobSize
    let jobs = (count + size - 1) / size
    let parts = PerWorker(count: jobs, initial: [Result]())
    forEach(jobs) { job in
      parts[job] = (job * size..<min((job + 1) * size, count)).map(transform)
    }
    return parts.reduce([]) { $0 += $1 }
  }

  /// The ids of pairs, of their sources in known forms of characters.
  func ids(
    of pairs: [SentencePair], _ source: Tokenizer, _ target: Tokenizer, _ forms: CharacterForms?
  ) -> [EncodedPair] {
    map(pairs.count) {
      let text = pairs[$0].source
      return EncodedPair(
        source.read(forms?.apply(to: text) ?? text), target.encode(pairs[$0].target),
        target.vocabulary)
    }
  }
}
