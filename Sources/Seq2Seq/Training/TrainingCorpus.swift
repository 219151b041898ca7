internal import NeuralNetwork
package import Tokenization

/// Where a training's sentence pairs come from.
public struct TrainingInput: Sendable {
  /// Where the pairs to learn from are.
  public var pairs: CorpusReader
  /// Nil: some of the pairs are held out.
  public var validation: CorpusReader?
  /// Languages of the sides, as locales: where a word ends depends on them.
  ///
  /// Nil: guessed from the files' names, else root.
  public var languages: LanguagePair?

  /// Pairs to learn from, and perhaps others to validate on.
  public init(
    pairs: CorpusReader, validation: CorpusReader? = nil, languages: LanguagePair? = nil
  ) {
    self.pairs = pairs
    self.validation = validation
    self.languages = languages
  }
}

/// Sentence pairs as a training takes them: divided, with their tokenizers, as ids.
package struct TrainingCorpus: Sendable {
  package let plan: TrainingPlan
  package let languages: LanguagePair
  package let sourceTokenizer: Tokenizer
  package let targetTokenizer: Tokenizer
  package let training: [EncodedPair]
  /// The training pairs in pieces that change from epoch to epoch, if that is asked for.
  private let subwordDropout: SubwordDropout?
  package let validation: [EncodedPair]
  /// The validation pairs' text, in the same order.
  package let validationText: [SentencePair]
  /// What was found in the files, for people.
  package let reports: [CorpusReport]
  package let overlongPairs: Int
  /// Source sentences of a given validation set that also stand in training.
  package let leakedPairs: Int

  package init(_ input: TrainingInput, _ options: TrainingOptions) throws(TrainingError) {
    languages = input.languages ?? input.pairs.languages ?? LanguagePair(source: "", target: "")
    let read = try Self.read(input, seed: options.seed)
    plan = TrainingPlan(
      options, pairs: read.training.count,
      bytes: read.training.reduce(0) { $0 + $1.source.utf8.count + $1.target.utf8.count },
      cores: availableCores())
    reports = read.reports
    leakedPairs = read.leaked
    do {
      (sourceTokenizer, targetTokenizer) = try Self.learnTokenizers(
        read.training, plan, languages)
    } catch {
      throw .tokenizer("no tokenizer can be learned: \(error)")
    }
    let pool = WorkerPool(count: plan.threads)
    let (source, target) = (sourceTokenizer, targetTokenizer)
    let all = Self.encode(read.training, source, target, pool)
    let limit = options.maximumTokens
    let kept = all.indices.filter {
      all[$0].source.count <= limit && all[$0].target.count <= limit
    }
    training = kept.map { all[$0] }
    overlongPairs = all.count - training.count
    subwordDropout =
      options.subwordDropout == 0
      ? nil
      : SubwordDropout(
        rate: options.subwordDropout, seed: options.seed, texts: kept.map { read.training[$0] },
        source: source, target: target)
    validation = Self.encode(read.validation, source, target, pool)
    validationText = read.validation
    if training.isEmpty {
      throw .unusable(
        "all \(all.count) pairs have more than \(limit) tokens on a side; "
          + "raise the limit or cut the text into sentences")
    }
  }

  /// The training pairs as they are learned from in an epoch, counted from 0.
  func training(inEpoch epoch: Int, on pool: WorkerPool) -> [EncodedPair] {
    subwordDropout?.pairs(ofEpoch: epoch, on: pool) ?? training
  }

  private struct Texts {
    var training: [SentencePair] = []
    var validation: [SentencePair] = []
    var reports: [CorpusReport] = []
    var leaked = 0
  }

  private static func read(_ input: TrainingInput, seed: UInt64) throws(TrainingError) -> Texts {
    var texts = Texts()
    do {
      texts.reports.append(try input.pairs.forEachPair { texts.training.append($0) })
      if let validation = input.validation {
        texts.reports.append(try validation.forEachPair { texts.validation.append($0) })
        texts.leaked = CorpusSplit.leaks(
          from: texts.training.lazy.map { SentenceFingerprint(normalized($0.source)) },
          into: texts.validation.lazy.map { SentenceFingerprint(normalized($0.source)) })
        return texts
      }
    } catch {
      throw .corpus(error)
    }
    // Enough to tell progress from chance, little enough not to be missed.
    let size = min(1_000, max(1, texts.training.count / 20))
    let split = CorpusSplit(
      sources: texts.training.lazy.map { normalized($0.source) }, validation: .count(size),
      seed: seed)
    let all = texts.training
    texts.training = split.training.map { all[$0] }
    texts.validation = split.validation.map { all[$0] }
    if texts.training.isEmpty || texts.validation.isEmpty {
      // One source sentence, whatever its translations: it is all there is to validate on, too.
      texts.training = all
      texts.validation = Array(all.prefix(1))
    }
    return texts
  }

  private static func normalized(_ text: String) -> String { Normalizer.normalize(text) }

  private static func learnTokenizers(
    _ pairs: [SentencePair], _ plan: TrainingPlan, _ languages: LanguagePair
  ) throws(TokenizerError) -> (Tokenizer, Tokenizer) {
    var options = TokenizerOptions()
    options.subwords = plan.options.subwords
    options.vocabularySize = plan.vocabularySize
    options.minimumFrequency =
      plan.options.subwords == .words ? plan.options.minimumFrequency : 1
    var source = try WordCounter(locale: languages.source)
    var target = try WordCounter(locale: languages.target)
    for pair in pairs {
      source.add(pair.source)
      target.add(pair.target)
    }
    if plan.options.hasJointVocabulary {
      return try TokenizerTrainer.learnJoint(source: source, target: target, options: options)
    }
    return (
      try TokenizerTrainer.learn(from: source, options: options),
      try TokenizerTrainer.learn(from: target, options: options)
    )
  }

  private static func encode(
    _ pairs: [SentencePair], _ source: Tokenizer, _ target: Tokenizer, _ pool: WorkerPool
  ) -> [EncodedPair] {
    let parts = PerWorker(count: pool.count, initial: [EncodedPair]())
    pool.run { worker in
      parts[worker] = (0..<pairs.count).part(worker, of: pool.count).map { index in
        EncodedPair(
          source: source.encode(pairs[index].source), target: target.encode(pairs[index].target))
      }
    }
    return parts.reduce([]) { $0 += $1 }
  }
}
