internal import NeuralNetwork
internal import Platform
internal import Tokenization

/// Does work on text, such as turning pairs into token ids, on all threads.
///
/// Results are in the order of the text.
struct ParallelEncoder: Sendable {
  /// Runs a function for each of `jobs` jobs, and waits for all of them.
  let forEach: @Sendable (_ jobs: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void
  /// How many jobs run at the same time.
  let threads: Int
  /// Lines per job, unless something else is asked for.
  static let jobSize = 64

  /// Uses the threads of a pool; whichever is free takes the next lines.
  init(on pool: WorkerPool) {
    threads = pool.count
    forEach = { jobs, body in
      let next = Monitor(0)
      pool.run { _ in
        while true {
          let job = next.use { next in
            next += 1
            return next - 1
          }
          if job >= jobs { return }
          body(job)
        }
      }
    }
  }

  /// Uses a model's worker threads; whichever is free takes the next lines.
  init(on workers: Workers) {
    threads = workers.count
    forEach = { jobs, body in workers.forEach(jobs) { _, job in body(job) } }
  }

  /// `transform(0)` … `transform(count - 1)`.
  ///
  /// A job has `atOnce` of them. Meanwhile one thread does `other` first, if that is given.
  func map<Result: Sendable>(
    _ count: Int, atOnce size: Int = jobSize, beside other: (@Sendable () -> Void)? = nil,
    _ transform: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let jobs = (count + size - 1) / size
    let parts = PerWorker(count: jobs, initial: [Result]())
    forEach(jobs + 1) { job in
      guard job > 0 else {
        other?()
        return
      }
      let job = job - 1
      parts[job] = (job * size..<min((job + 1) * size, count)).map(transform)
    }
    var results: [Result] = []
    results.reserveCapacity(count)
    for job in 0..<jobs { results += parts[job] }
    return results
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
