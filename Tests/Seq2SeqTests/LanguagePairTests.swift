import Seq2Seq
import Testing

@Suite struct LanguagePairTests {
  @Test(arguments: [
    ("train.de-en.tsv", "de en"), ("data/fra-eng.txt", "fr en"), ("opus-de-en.tsv.gz", "de en"),
    ("a.b-c/train.EN-ja.tsv", "en ja"), ("news_pt-br.tsv", "pt br"), ("de-en.fr-en.tsv", "fr en"),
    ("pairs.tsv", nil), ("follow-up.tsv", nil), ("en-en.tsv", nil), ("train.de_en.tsv", nil),
    ("xx-yy.tsv", nil), ("de-en-pairs.tsv", nil), ("", nil), ("de-.tsv", nil),
  ])
  func languagesOfAFileName(name: String, expected: String?) {
    let pair = LanguagePair(fileName: name)
    #expect(pair.map { "\($0.source) \($0.target)" } == expected)
  }

  @Test(arguments: [
    ("train.de", "train.en", "de en"), ("x/fr.txt", "x/en.txt.gz", "fr en"),
    ("train.de-en.a", "train.de-en.b", "de en"), ("a.src", "a.tgt", nil), ("a.en", "b.en", nil),
  ])
  func languagesOfTwoFileNames(source: String, target: String, expected: String?) {
    let pair = LanguagePair(sourceFileName: source, targetFileName: target)
    #expect(pair.map { "\($0.source) \($0.target)" } == expected)
  }

  @Test func swappedColumnsSwapLanguages() {
    let corpus = TabSeparatedPairs(path: "train.de-en.tsv", columns: (2, 1))
    #expect(corpus.languages == LanguagePair(source: "en", target: "de"))
  }
}
