import Evaluation
import Seq2Seq
import Tokenization

/// How a model translates pairs.
struct ReportedTest {
  struct Sentence {
    let source: String
    let reference: String
    let translation: String
    /// sacreBLEU's score of the sentence.
    let score: Double
    /// The tokens per word of the source: the model's tokenizer divides words that training rarely showed.
    let tokensPerWord: Double
    /// How often the rarest word of the source comes in the training corpus; nil if that is not known.
    let rarestWord: Int?
  }

  /// BLEU of some of the sentences.
  struct Group {
    let name: String
    let sentences: Int
    let score: Double
  }

  let sentences: [Sentence]
  let bleu: BLEU
  /// The statistics of each sentence.
  let statistics: [BLEUStatistics]

  var score: Double { bleu.score(from: .sum(statistics)).value }

  /// Translates the pairs, of which there is at least one.
  init(
    _ pairs: [SentencePair], _ translator: Translator, _ frequencies: WordFrequencies?
  ) throws {
    let translations = translator.translate(pairs.map(\.source)).map(\.text)
    let references = pairs.map(\.target)
    let language = translator.model.targetTokenizer.locale
    let tokenizer = ReferenceTokenizer(textIn: language, like: references)
    bleu = BLEU(BLEUOptions(tokenizer: tokenizer))
    statistics = bleu.segmentStatistics(
      try Segments(hypotheses: translations, references: [references]))
    let single = BLEU(BLEUOptions(tokenizer: tokenizer, effectiveOrder: true))
    let source = translator.model.sourceTokenizer
    sentences = try zip(pairs, translations).map { pair, translation in
      let words = max(WordCount.words(of: pair.source).count, 1)
      return Sentence(
        source: pair.source, reference: pair.target, translation: translation,
        score: try single.sentenceScore(translation, references: [pair.target]).value,
        tokensPerWord: Double(source.encode(pair.source).count) / Double(words),
        rarestWord: frequencies?.rarest(in: pair.source))
    }
  }

  /// BLEU by the words of the source.
  var byLength: [Group] {
    let limits = [5, 10, 15, 20, 30, 50, Int.max]
    return limits.indices.compactMap { index in
      let least = index == 0 ? 0 : limits[index - 1] + 1
      let name =
        index == 0 ? "to 5" : limits[index] == .max ? "over 50" : "\(least)–\(limits[index])"
      return group(name) { (least...limits[index]).contains(WordCount.words(of: $0.source).count) }
    }
  }

  /// BLEU by how rare the words of the source are, as the tokens per word tell.
  var byRarity: [Group] {
    let limits = [0, 1.2, 1.4, 1.7, 2, 3, Double.infinity]
    return limits.indices.dropFirst().compactMap { index in
      let (least, most) = (limits[index - 1], limits[index])
      let name = most.isFinite ? "to \(most)" : "over \(least)"
      return group(name) { $0.tokensPerWord > least && $0.tokensPerWord <= most }
    }
  }

  /// BLEU by how often the rarest word of the source comes in the training corpus; nil if that is not known.
  var byFrequency: [Group]? {
    guard sentences.contains(where: { $0.rarestWord != nil }) else { return nil }
    let ranges = [
      ("never", 0...0), ("1–9", 1...9), ("10–99", 10...99), ("100–999", 100...999),
      ("1,000 and more", 1000...Int.max),
    ]
    return ranges.compactMap { name, range in
      group(name) { sentence in sentence.rarestWord.map { range.contains($0) } ?? false }
    }
  }

  private func group(_ name: String, _ isIn: (Sentence) -> Bool) -> Group? {
    let members = sentences.indices.filter { isIn(sentences[$0]) }
    guard !members.isEmpty else { return nil }
    let score = bleu.score(from: .sum(members.map { statistics[$0] })).value
    return Group(name: name, sentences: members.count, score: score)
  }

  /// The best, the worst and the middle sentences by their scores, at most `count` of each.
  func examples(_ count: Int) -> [(title: String, sentences: [Sentence])] {
    let ranked = sentences.indices.sorted {
      (sentences[$0].score, $1) > (sentences[$1].score, $0)
    }.map { sentences[$0] }
    let count = min(count, ranked.count)
    let middle = (ranked.count - count) / 2
    return [
      ("Best", Array(ranked.prefix(count))),
      ("Median", Array(ranked[middle..<middle + count])),
      ("Worst", ranked.suffix(count).reversed()),
    ]
  }

  /// Words that translations say several times in a row, and their references do not, the most frequent first.
  var repeatedWords: [(word: String, count: Int)] {
    ranked { sentence, count in
      let expected = Set(Self.repetitions(in: sentence.reference))
      for word in Self.repetitions(in: sentence.translation) where !expected.contains(word) {
        count(word, 1)
      }
    }
  }

  /// Words of references that their translations lack, the most frequent first.
  var missingWords: [(word: String, count: Int)] {
    ranked { sentence, count in
      let said = WordCount.words(of: sentence.translation).reduce(into: [:]) {
        $0[$1.lowercased(), default: 0] += 1
      }
      let wanted = WordCount.words(of: sentence.reference).reduce(into: [:]) {
        $0[$1.lowercased(), default: 0] += 1
      }
      for (word, times) in wanted where times > said[word, default: 0] {
        count(word, times - said[word, default: 0])
      }
    }
  }

  private static func repetitions(in text: String) -> [String] {
    let words = WordCount.words(of: text).map { $0.lowercased() }
    return zip(words, words.dropFirst()).filter { $0 == $1 }.map(\.0)
  }

  private func ranked(
    _ add: (Sentence, _ count: (String, Int) -> Void) -> Void
  ) -> [(word: String, count: Int)] {
    var counts: [String: Int] = [:]
    for sentence in sentences { add(sentence) { counts[$0, default: 0] += $1 } }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(20)
      .map { (word: $0.key, count: $0.value) }
  }
}
