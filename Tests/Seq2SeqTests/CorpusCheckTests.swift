import Foundation
import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// What is found out about a corpus before it is learned, and what is left out of it.
@Suite struct CorpusCheckTests {
  private typealias Pair = (source: String, target: String)

  /// Pairs with nothing wrong.
  private static let clean: [Pair] = [
    ("The ferry leaves the harbour at noon.", "Le bac quitte le port à midi."),
    ("Our neighbour paints his garden fence.", "Notre voisin peint la clôture de son jardin."),
    ("She counts the stars above the lake.", "Elle compte les étoiles au-dessus du lac."),
    ("The baker closed early on Monday.", "Le boulanger a fermé tôt lundi."),
    ("Nobody heard the clock strike.", "Personne n'a entendu sonner l'horloge."),
    ("My boots are full of snow.", "Mes bottes sont pleines de neige."),
    ("We borrowed a ladder from the school.", "Nous avons emprunté une échelle à l'école."),
    ("He keeps letters in a tin box.", "Il garde des lettres dans une boîte en fer."),
    ("Rain fell on the tents all night.", "La pluie est tombée sur les tentes toute la nuit."),
    ("The goat ate the map.", "La chèvre a mangé la carte."),
  ]

  private func check(
    _ pairs: [Pair], _ rules: NoiseRules = NoiseRules()
  ) throws -> CorpusCheck {
    try CorpusCheck(of: InMemoryPairs(pairs), rules: rules)
  }

  /// The numbers of the pairs that are left out for each reason.
  private func leftOut(_ pairs: [Pair]) throws -> [PairNoise: [Int]] {
    let noise = try check(pairs).noise.filter { $0.leftOut.count > 0 }
    return Dictionary(
      uniqueKeysWithValues: noise.map { ($0.kind, $0.leftOut.firstNumbers) })
  }

  // MARK: - The rules

  @Test func goodPairsHaveNoNoise() throws {
    let check = try check(Self.clean)
    #expect(check.noise.isEmpty && check.warnings.isEmpty && check.columns.isEmpty)
    #expect(check.pairs == 10 && check.report.pairs == 10 && check.paragraphs == 0)
    #expect(check.source.scripts.map(\.name) == ["Latin"])
    #expect(check.source.words == 63 && check.source.mostWords == 7)
    #expect(check.source.longest.number == 1)
  }

  /// A pair after ten good ones, and what it is left out for.
  @Test(arguments: [
    // The same text, but for case, spaces and punctuation.
    ("The old mill burns", "The old mill burns", PairNoise.copied),
    ("The old mill burns.", "the old  MILL burns !", .copied),
    ("Über alten Mühlen", "über ALTEN mühlen", .copied),
    ("我们今天不去学校", "我们今天不去学校", .copied),
    // Names and loanwords.
    ("Paris", "Paris", nil), ("Rio Grande", "Rio Grande", nil), ("OK!", "OK", nil),
    ("1 + 1 = 2", "1 + 1 = 2", nil), ("Taxi taxi car", "Taxi taxi bar", nil),
    // Scripts.
    ("The old mill burns.", "Старая мельница горит.", .otherScript),
    ("古い水車小屋が燃えています。", "Le vieux moulin brûle.", .otherScript),
    ("Мельница", "Moulin", .otherScript),
    ("The word мир has two meanings.", "Le mot мир a deux sens.", nil),
    // Lengths.
    ("Yes.", "Le boulanger a fermé tôt lundi et personne ne l'a vu.", .unequalLengths),
    ("It burns, as the whole village saw that night, until noon.", "Feu.", .unequalLengths),
    ("Yes.", "D'accord, volontiers.", nil),
    // Markup.
    ("<p><b>Mill</b> <i>for</i> sale</p>", "Moulin à vendre", .markup),
    ("Mill for sale", "&lt;p&gt;Moulin &agrave; vendre&lt;/p&gt;", .markup),
    ("<br/>", "<br/>", .markup),
    ("Click <b>here</b> to go on.", "Cliquez <b>ici</b> pour continuer.", nil),
    ("Salt &amp; pepper", "Sel &amp; poivre", nil), ("a < b and b > a", "a < b et b > a", nil),
  ])
  func aPairAmongOthers(source: String, target: String, noise: PairNoise?) throws {
    let found = try leftOut(Self.clean + [(source, target)])
    #expect(found == (noise.map { [$0: [11]] } ?? [:]))
  }

  /// In a corpus of other scripts, names in Latin letters are at home.
  @Test func namesInLatinLettersStay() throws {
    let pairs: [Pair] = [
      ("Кошка спит на печи.", "猫はストーブの上で寝ている。"), ("Мы едем в Осло.", "私たちはオスロへ行く。"),
      ("Я вижу поезд.", "電車が見える。"), ("Снег идёт всю ночь.", "一晩中雪が降る。"),
      ("Microsoft", "Microsoft"), ("Photoshop CC", "Photoshop CC"),
    ]
    #expect(try leftOut(pairs).isEmpty)
    #expect(try leftOut(pairs + [("The cat is asleep", "猫はとても眠い。")]) == [.otherScript: [7]])
  }

  /// A language that is written in two scripts keeps both.
  @Test func aFrequentScriptBelongs() throws {
    let serbian: [Pair] =
      Self.clean.map { ($0.source, "Данас пада киша.") }
      + Self.clean.map { ($0.source + " Again.", "Danas pada jaka kiša.") }
    #expect(try leftOut(serbian)[.otherScript] == nil)
  }

  @Test func theFirstRepetitionsAreKept() throws {
    let pair: Pair = ("It snows again.", "Il neige encore.")
    let spaced: Pair = ("It snows  again. ", "Il neige encore.")
    let repeated = Array(repeating: pair, count: 4) + Array(repeating: spaced, count: 4)
    let check = try check(Self.clean + repeated)
    let noise = try #require(check.noise.first)
    #expect(check.noise.count == 1 && noise.kind == .repeated)
    #expect(noise.found.count == 7 && noise.found.firstNumbers == [12, 13, 14, 15, 16])
    #expect(noise.leftOut.count == 3 && noise.leftOut.firstNumbers == [16, 17, 18])
    #expect(check.report.pairs == 15)
    #expect(
      check.warnings == [
        "7 of 18 pairs are there more than once, one of them 8 times (pairs 12, 13, 14, 15, 16, …); "
          + "3 left out"
      ])
    // Another translation is another pair.
    let other = (0..<8).map { (pair.source, "Il neige encore, n° \($0).") }
    #expect(try leftOut(Self.clean + other).isEmpty)
  }

  // MARK: - What is never left out

  /// A rule for which most pairs are noise does not know this corpus.
  @Test func whatMostPairsAreIsNoNoise() throws {
    let copies: [Pair] = Self.clean.map { ($0.source, $0.source) }
    let all = try check(copies)
    #expect(all.report.pairs == 10)
    #expect(
      all.warnings == [
        "10 of 10 pairs have the same text on both sides (pairs 1, 2, 3, 4, 5, …); "
          + "none left out, because most pairs are so"
      ])
    #expect(try check(copies + Self.clean).report.pairs == 10)
    #expect(try check(copies + Self.clean.dropLast()).report.pairs == 19)
    let short: [Pair] = ["Oslo", "Rome", "Bern"].map { ($0, $0) }
    #expect(try check(short).warnings.first?.hasPrefix("3 of 3 pairs have the same") == true)
  }

  /// However bad a corpus is, something is left.
  @Test func somethingIsAlwaysLeft() throws {
    var generator = TestSupport.SeededGenerator(seed: 3)
    let parts = [
      "a b c", "<b>a</b><i>b</i>", "кот спит тут", "x", "long words without an end of any kind",
      "猫猫猫猫猫猫猫",
    ]
    for size in 1...60 {
      let pairs = (0..<size).map { _ -> Pair in
        (
          parts.randomElement(using: &generator) ?? "", parts.randomElement(using: &generator) ?? ""
        )
      }
      let check = try check(pairs)
      #expect(check.report.pairs > 0)
      #expect(check.report.pairs + check.noise.reduce(0) { $0 + $1.leftOut.count } == size)
    }
  }

  @Test func rulesThatKeepAllCountTheSame() throws {
    let pairs = NoisyCorpus.mixed(Self.clean, share: 0.5, seed: 1).map(\.pair)
    let (usual, keeping) = (try check(pairs), try check(pairs, .keepingAll))
    #expect(usual.noise.map(\.found) == keeping.noise.map(\.found))
    #expect(keeping.noise.allSatisfy { $0.leftOut.count == 0 })
    #expect(keeping.report.pairs == pairs.count && usual.report.pairs < pairs.count)
  }

  // MARK: - Files

  /// Each kind is named by file and line.
  @Test func placesAreNamed() throws {
    let directory = try TemporaryDirectory()
    let lines = Self.clean.map { "\($0.source)\t\($0.target)\n" }
    let first = try directory.write(
      lines[..<5].joined() + "no tab\nCopied text stays here\tCopied text stays here\n", to: "a.tsv"
    )
    let second = try directory.write(
      "\n" + lines[5...].joined() + "Never again that way\tНикогда больше\n", to: "b.tsv")
    let check = try CorpusCheck(of: PairFile.source(at: [first, second]))
    let (copy, script) = (try #require(check.noise.first), try #require(check.noise.last))
    #expect(
      copy.kind == .copied && copy.leftOut.firstOrigins.map(\.description) == ["\(first), line 7"])
    #expect(script.kind == .otherScript)
    #expect(script.leftOut.firstOrigins.map(\.description) == ["\(second), line 7"])
    #expect(
      "\(check.report)".hasSuffix(
        "1 with the same text on both sides (\(first) line 7), "
          + "1 in another script (\(second) line 7)"))
  }

  /// Origins are kept as runs; each must be what it was.
  @Test func originsComeBack() {
    var generator = TestSupport.SeededGenerator(seed: 8)
    var (origins, runs) = ([PairOrigin](), OriginRuns())
    var (number, line) = (0, 0)
    for _ in 0..<2_000 {
      number += Int.random(in: 0..<10, using: &generator) == 0 ? 3 : 1
      line += Int.random(in: 0..<10, using: &generator) == 0 ? 2 : 1
      origins.append(
        PairOrigin(
          file: origins.count < 900 ? "a" : "b", unit: .record, number: number,
          line: origins.count % 700 < 300 ? line : nil))
      runs.append(origins[origins.count - 1])
    }
    for (pair, origin) in origins.enumerated() { #expect(runs[pair] == origin) }
  }

  // MARK: - A corpus with a fifth of noise

  private static func phrasebook() throws -> [Pair] {
    let root = #filePath.replacing("Tests/Seq2SeqTests/CorpusCheckTests.swift", with: "")
    let text = try String(contentsOfFile: root + "data/train.tsv", encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let columns = line.split(separator: "\t").map(String.init)
      return columns.count == 2 ? (columns[0], columns[1]) : nil
    }
  }

  @Test func thePhrasebookLosesNothing() throws {
    let pairs = try Self.phrasebook()
    let check = try check(pairs)
    #expect(check.report.pairs == pairs.count && pairs.count > 30_000)
    #expect(check.warnings.isEmpty)
  }

  /// Nine tenths of the noise are left out, and one clean pair in a thousand at most.
  @Test func noiseInThePhrasebookIsFound() throws {
    let mixed = NoisyCorpus.mixed(try Self.phrasebook(), share: 0.2, seed: 5)
    var inspection = PairInspection(NoiseRules())
    try inspection.add(
      mixed.enumerated().map {
        SentencePair(
          source: $1.pair.source, target: $1.pair.target,
          origin: PairOrigin(unit: .pair, number: $0 + 1))
      }, ParallelEncoder(on: WorkerPool(count: 1)))
    let leftOut = Set(try inspection.noise().leftOut.numbers)
    let noise = mixed.indices.filter { mixed[$0].kind != nil }
    #expect(Double(noise.count) > 0.199 * Double(mixed.count))
    let found = noise.count(where: leftOut.contains)
    #expect(Double(found) >= 0.9 * Double(noise.count), "\(found) of \(noise.count)")
    for kind in NoisyCorpus.Kind.allCases {
      let pairs = noise.filter { mixed[$0].kind == kind }
      let found = pairs.count(where: leftOut.contains)
      #expect(Double(found) >= 0.8 * Double(pairs.count), "\(kind): \(found) of \(pairs.count)")
    }
    #expect(leftOut.count - found <= mixed.count / 1_000)
  }
}
