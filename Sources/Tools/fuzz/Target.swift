import Documents
import RequestBodies
import Seq2Seq
import Tokenization

/// A reader of files that may come from anyone.
///
/// Each reader accepts any bytes: it reads them or throws an error of ours. Fuzzing looks for traps, hangs and
/// unbounded memory.
enum Target: String, CaseIterable {
  case model, tsv, gzip, tokenizer
  /// Every other format of sentence pairs.
  case pairs
  /// A saved training, which is resumed.
  case checkpoint
  /// A document to translate, behind a byte that chooses its format.
  case document
  /// The body of a request, behind a byte that chooses its type.
  case body

  /// Reads a file, and returns whether it was sound.
  func read(_ path: String) throws -> Bool {
    switch self {
    case .model: readModel(path)
    case .tsv: readPairs(path)
    case .pairs: readFormats(path)
    case .gzip: readLines(path)
    case .tokenizer: readTokenizer(try Scratch.bytes(of: path))
    case .checkpoint: SmallTraining.resumes(from: try Scratch.bytes(of: path))
    case .document: readDocument(try Scratch.bytes(of: path))
    case .body: readBody(try Scratch.bytes(of: path))
    }
  }

  /// Reads a model; one that is accepted must also translate without leaving its vocabulary.
  private func readModel(_ path: String) -> Bool {
    guard let model = try? TranslationModel(path: path) else { return false }
    if model.parameterCount < 10_000 {
      var options = SearchOptions()
      options.beam = 2
      _ = Translator(model, threads: 1).translate(["The red boat."], options)
    }
    return true
  }

  private func readPairs(_ path: String) -> Bool {
    let first = try? TabSeparatedPairs(path: path).forEachPair { precondition(!$0.source.isEmpty) }
    let swapped = try? TabSeparatedPairs(path: path, columns: (3, 1)).forEachPair { _ in }
    return first != nil || swapped != nil
  }

  /// Reads a file as what it shows itself to be, and as every format that reads any text.
  private func readFormats(_ path: String) -> Bool {
    var options = PairFile.Options()
    let plain = try? PairFile.source(at: [path], options).forEachPair {
      precondition(!$0.source.isEmpty)
    }
    options.columns = (2, 1)
    options.languages = LanguagePair(source: "fr", target: "en")
    let chosen = try? PairFile.source(at: [path], options).forEachPair { _ in }
    let sources: [any PairSource] = [
      CommaSeparatedPairs(path: path), TranslationMemoryPairs(path: path),
      LocalizationPairs(path: path), MessageCatalogPairs(path: path), JSONLinesPairs(path: path),
    ]
    var isRead = plain != nil || chosen != nil
    for source in sources {
      _ = source.languages
      if (try? source.forEachPair { precondition(!$0.target.isEmpty) }) != nil { isRead = true }
    }
    return isRead
  }

  /// Reads lines with small buffers and limits, so that short inputs exceed them.
  private func readLines(_ path: String) -> Bool {
    guard let file = try? OpenFile(reading: path) else { return false }
    let reader = LineReader(file, limit: 100, bufferSize: 16)
    var number = 0
    do {
      while let line = try reader.next() {
        number += 1
        precondition(line.number == number && line.bytes.count <= 100)
      }
      return true
    } catch {
      return false
    }
  }

  /// Reads a document; what is answered with itself must come back as it was.
  private func readDocument(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let format = DocumentFormat.allCases[Int(first) % DocumentFormat.allCases.count]
    let rest = Array(bytes.dropFirst())
    guard let document = try? Document(rest, as: format) else { return false }
    precondition(
      document.bytes(translations: document.units.map(\.text)) == rest, "not the same document")
    _ = document.bytes(translations: document.units.map { "x " + $0.text })
    _ = document.bytes(translations: document.units.map { _ in "one <g1> two" })
    return true
  }

  private static let bodyTypes = [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
  ]

  /// Reads the body of a request; its first line is the query, too, and what else the type may say.
  private func readBody(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let body = Array(bytes.dropFirst())
    let line = UTF8Text.repaired(Array(body.prefix { $0 != 0x0A })).text
    let type = Self.bodyTypes[Int(first) % Self.bodyTypes.count]
    _ = try? Fields(query: line, body: body, contentType: line)
    return (try? Fields(query: line, body: body, contentType: type)) != nil
  }

  /// Reads the bytes as a line of text, then as the tokenizer of a model file.
  private func readTokenizer(_ bytes: [UInt8]) -> Bool {
    let text = UTF8Text.repaired(bytes).text
    Self.checkRoundTrip(text)
    guard let tokenizer = try? Tokenizer(serialized: text) else { return false }
    let ids = tokenizer.encode("The red boat, l'été, ไทย 中文.")
    precondition(ids.allSatisfy { (0..<tokenizer.vocabularySize).contains(Int($0)) })
    _ = tokenizer.decode(ids)
    return true
  }

  private static let small = try? TokenizerTrainer.learn(
    from: ["the red boat is on the lake", "le bateau rouge est sur le lac"],
    options: TokenizerOptions())

  private static func checkRoundTrip(_ text: String) {
    guard let small else { preconditionFailure("no tokenizer was learned") }
    let decoded = small.decode(small.encode(text))
    precondition(
      decoded.utf8.elementsEqual(Normalizer.normalize(text).utf8), "not the same text again")
  }
}
