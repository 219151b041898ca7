import Testing

@testable import Seq2Seq

/// The shipped model gives the translations that `Fixtures/golden/make_golden.sh` recorded.
@Suite struct GoldenTranslationTests {
  /// A sentence and its translations.
  private struct Line {
    let source: String
    let translation: String
    let score: Float
    let greedy: String
  }

  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/GoldenTranslationTests.swift".count))

  private static func lines() throws -> [Line] {
    let path = root + "Tests/Seq2SeqTests/Fixtures/golden/phrasebook.tsv"
    let reader = try LineReader(path: path)
    var lines: [Line] = []
    while let line = try reader.next() {
      let columns = String(decoding: line.bytes, as: UTF8.self).split(separator: "\t")
        .map(String.init)
      try #require(columns.count == 4)
      let score = try #require(Float(columns[2]))
      lines.append(
        Line(source: columns[0], translation: columns[1], score: score, greedy: columns[3]))
    }
    try #require(lines.count >= 100)
    return lines
  }

  private static func translator() throws -> Translator {
    try Translator(modelAt: root + "models/phrasebook/model.safetensors", threads: 2)
  }

  @Test func bySearch() throws {
    let lines = try Self.lines()
    let results = try Self.translator().translate(lines.map(\.source))
    try #require(results.count == lines.count)
    for (line, result) in zip(lines, results) {
      #expect(result.text == line.translation)
      let candidate = try #require(result.candidates.first)
      #expect(candidate.isFinished)
      // The score has four digits; another order of sums changes the sixth.
      #expect(abs(candidate.score - line.score) < 0.0002, "\(line.source)")
    }
  }

  @Test func greedily() throws {
    let lines = try Self.lines()
    #expect(lines.count { $0.greedy != $0.translation } >= 20)
    var options = SearchOptions()
    options.beam = 1
    let results = try Self.translator().translate(lines.map(\.source), options)
    #expect(results.map(\.text) == lines.map(\.greedy))
  }

  /// Tasks that share a translator do not affect each other's translations.
  @Test func inManyTasksAtOnce() async throws {
    let lines = try Self.lines()
    let translator = try Self.translator()
    let results = await withTaskGroup(of: (task: Int, texts: [String]).self) { group in
      for task in 0..<4 {
        group.addTask {
          var options = SearchOptions()
          options.beam = task.isMultiple(of: 2) ? options.beam : 1
          // Each task has calls of another size, so that the tasks' calls interleave.
          let size = 7 + 4 * task
          let starts = stride(from: 0, to: lines.count, by: size)
          let texts = starts.flatMap { start in
            let piece = lines[start..<min(start + size, lines.count)]
            return translator.translate(piece.map(\.source), options).map(\.text)
          }
          return (task, texts)
        }
      }
      return await group.reduce(into: [:]) { $0[$1.task] = $1.texts }
    }
    for task in 0..<4 {
      let expected = task.isMultiple(of: 2) ? lines.map(\.translation) : lines.map(\.greedy)
      #expect(results[task] == expected, "task \(task)")
    }
  }
}
