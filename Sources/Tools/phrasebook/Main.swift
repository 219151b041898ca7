import Platform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes `train.tsv`, `valid.tsv` and `test.tsv` beside `core.tsv`.
@main
struct Main {
  static func main() {
    guard CommandLine.arguments.count == 2, !CommandLine.arguments[1].hasPrefix("-") else {
      fail("usage: phrasebook DIRECTORY    (the directory holds core.tsv, as data/ does)", code: 64)
    }
    do {
      try write(to: URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory))
    } catch {
      fail("phrasebook: \(error)", code: 1)
    }
  }

  private static func write(to directory: URL) throws {
    let source = directory.appending(path: "core.tsv")
    guard let data = try? Data(contentsOf: source) else {
      throw PhrasebookError("cannot read \(source.path); give the directory that holds core.tsv")
    }
    let core = try SentencePairs.parse(String(decoding: data, as: UTF8.self), file: source.path)
    let grammar = Grammar.sentences(besides: core)
    let book = Phrasebook(core: core, grammar: grammar.map(\.sentence))
    for (name, sentences) in [("train", book.train), ("valid", book.valid), ("test", book.test)] {
      let file = directory.appending(path: "\(name).tsv")
      try Data(SentencePairs.lines(sentences).utf8).write(to: file, options: .atomic)
      try write(line: "\(file.path): \(sentences.count) pairs")
    }
    try writeShares(grammar)
  }

  /// Writes the table of data/README.md.
  private static func writeShares(_ grammar: [Grammar.Labelled]) throws {
    for template in Grammar.templates {
      try write(
        line: "| \(template.name) | \(grammar.count { $0.template == template.name }) |")
    }
  }

  private static func write(line: String) throws {
    do {
      try FileDescriptor.standardOutput.write(line: line)
    } catch {
      throw PhrasebookError("cannot write standard output: \(error.message)")
    }
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    FileDescriptor.standardError.write(text: "\(message)\n")
    endProcess(code)
  }
}
