internal import NeuralNetwork
internal import Tokenization

/// Counts the words of pairs on all threads.
struct WordCounting {
  /// What one job has counted; it is used by one thread at a time.
  final class Counters: @unchecked Sendable {
    var source, target: WordCounter

    fileprivate init(_ languages: LanguagePair, _ learned: LearnedForms) throws(TokenizerError) {
      let source = try WordCounter(
        locale: languages.source, knownForms: learned.knownForms.source)
      target = try WordCounter(locale: languages.target, knownForms: learned.knownForms.target)
      self.source = source
    }
  }

  private let shares: [Counters]
  private let encoder: ParallelEncoder

  init(
    _ languages: LanguagePair, _ learned: LearnedForms, _ encoder: ParallelEncoder
  ) throws(TrainingError) {
    self.encoder = encoder
    var shares: [Counters] = []
    do {
      while shares.count < encoder.threads { shares.append(try Counters(languages, learned)) }
    } catch { throw TrainingError(error) }
    self.shares = shares
  }

  func add(_ pairs: [SentencePair], _ forms: CharacterForms?, _ marker: PairMarker?) {
    let shares = shares
    encoder.forEach(shares.count) { job in
      for pair in pairs[pairs.indices.part(job, of: shares.count)] {
        let text = marker?.text(of: pair) ?? pair
        shares[job].source.add(forms?.apply(to: text.source) ?? text.source)
        shares[job].target.add(text.target)
      }
    }
  }

  /// The words of all pairs.
  func sum() -> Counters {
    for share in shares.dropFirst() {
      shares[0].source.add(share.source)
      shares[0].target.add(share.target)
    }
    return shares[0]
  }
}
