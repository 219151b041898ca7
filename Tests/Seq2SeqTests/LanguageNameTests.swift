import Testing

@testable import Seq2Seq

/// Languages by their codes and names.
@Suite struct LanguageNameTests {
  @Test(arguments: [
    ("fr-en", "fr en"), ("EN-JA", "en ja"), ("eng-jpn", "en ja"), ("Japanese-English", "ja en"),
    ("french-ger", "fr de"), ("english-chinese", "en zh"), ("en-cmn", "en zh"),
    ("chi-dut", "zh nl"),
    ("en-pt-BR", "en pt-BR"), ("zh-Hant-en", "zh-Hant en"), ("en-pt_BR", "en pt_BR"),
    ("en-US-fr-CA", "en-US fr-CA"), ("Norwegian Bokmål-farsi", "nb fa"), ("yue-en", "yue en"),
    ("he-iw", "he he"), ("Haitian Creole-en", "ht en"), ("en-es-419", "en es-419"),
  ])
  func languagesAreUnderstood(text: String, codes: String) throws {
    let pair = try LanguagePair(named: text)
    #expect("\(pair.source) \(pair.target)" == codes)
  }

  @Test(arguments: [
    ("en-jp", "jp is the code of a country, not of a language; Japanese is ja"),
    ("en-CN", "CN is the code of a country, not of a language; Chinese is zh"),
    ("kr-en", "Kanuri"), ("en-xx", "xx is no language that is known"),
    ("en-japanse", "Japanese is ja"), ("en-frensh", "French is fr"),
    ("english", "\"english\" is not two"),
    ("a-b", "a is no language"), ("en-fr-de", "is not two languages"), ("en-", "is not two"),
    ("-", "is not two"), ("", "is not two"), ("EN-PT-BR", "is not two"),
    ("en-qqqqqqqq", "qqqqqqqq is no"),
  ])
  func otherNamesAreErrors(text: String, words: String) {
    do {
      let pair = try LanguagePair(named: text)
      // kr is a code of Kanuri, though most who type it mean Korean.
      #expect(words == "Kanuri" && pair.source == "kr")
      #expect(LanguageCode.doubt(of: "kr") == "kr is Kanuri; Korean is ko")
      #expect(LanguageCode.doubt(of: "ko") == nil && LanguageCode.doubt(of: "si") == nil)
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func suggestionsAreCodes() {
    #expect(LanguageError(unknown: "jp").suggestion == "ja")
    #expect(LanguageError(unknown: "Japonese").suggestion == "ja")
    #expect(LanguageError(unknown: "xx").suggestion == nil)
    #expect(LanguageError(unknown: "zzzzz").suggestion == nil)
  }

  /// An app may name languages as people do.
  @Test func usualCodes() {
    #expect(
      LanguagePair(source: "JPN", target: "English").inUsualCodes
        == LanguagePair(source: "ja", target: "en"))
    #expect(
      LanguagePair(source: "", target: "x-own").inUsualCodes
        == LanguagePair(source: "", target: "x-own"))
  }

  @Test func fileNamesMayHaveOlderCodes() {
    #expect(LanguagePair(fileName: "ger-eng.tsv") == LanguagePair(source: "de", target: "en"))
    #expect(LanguagePair(fileName: "pairs-japanese.tsv") == nil)
  }
}
