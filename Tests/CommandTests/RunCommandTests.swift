import Foundation
import Seq2Seq
import TestSupport
import Testing

@Suite struct RunCommandTests {
  @Test func translatesWhatItLearned() async throws {
    let sources = SmallCorpus.pairs.map { $0.source + "\n" }.joined()
    let result = try await SmallModel.translate(sources)
    let right = zip(result.lines, SmallCorpus.pairs).count { $0 == $1.target }
    #expect(right >= 50, "of \(SmallCorpus.pairs.count): \(result.lines)")
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test func answersEachLineWithOneWhateverItsBytes() async throws {
    let nasty: [[UInt8]] = [
      Array("I am here".utf8), [], Array("  \t ".utf8), [0xFF, 0xFE, 0x80], [0xC3],
      Array("a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f".utf8), Array("a\rb\rc".utf8),
      Array("crlf\r".utf8), [0x00], Array("with\0nul".utf8), [0x1B, 0x5B, 0x41],
      Array("one\ttwo\tthree".utf8), Array("\"quoted".utf8), [0xE2, 0x82], [0x0B], [0x0C],
      Array("👩‍👩‍👧‍👦 שלום ไทย 𠮷".utf8), Array("e\u{301}\u{301}\u{301}".utf8), [0xED, 0xA0, 0x80],
      Array("\u{FEFF}mark".utf8), Array(" \u{A0}\u{202F}\u{3000}".utf8),
      [UInt8](repeating: 0x41, count: 5000),
    ]
    var input = Data(nasty.joined(separator: [0x0A]))
    input.append(0x0A)
    for options in [[], ["--scores"], ["--json"], ["--n-best", "3"], ["--beam", "1"]] {
      let result = try await SmallModel.translate(input, options)
      #expect(result.lines.count == nasty.count)
      #expect(result.output.last == 0x0A)
      #expect(result.code == 0)
    }
  }

  @Test func keepsBlankLinesBlank() async throws {
    let result = try await SmallModel.translate(
      "\nI am here\n   \n\r\n\t\n\u{A0}\u{3000}\n", ["--scores", "--n-best", "2"])
    #expect(result.lines.map(\.isEmpty) == [true, false, true, true, true, true])
  }

  @Test func countsALastLineWithoutItsEnd() async throws {
    let result = try await SmallModel.translate("I am here\nyou are there")
    let ended = try await SmallModel.translate("I am here\nyou are there\n")
    #expect(result.lines.count == 2)
    #expect(result.output == ended.output)
  }

  @Test func takesCRLFAndAByteOrderMarkForNoText() async throws {
    let plain = try await SmallModel.translate("I am here\nyou are there\n")
    let windows = try await SmallModel.translate("\u{FEFF}I am here\r\nyou are there\r\n")
    #expect(windows.output == plain.output)
    #expect(windows.errors == "")
  }

  @Test func namesTheLinesItHadToChange() async throws {
    let good = Data("I am here\n".utf8)
    let long = Data(String(repeating: "here ", count: 300).utf8)
    let input = good + Data([0x61, 0xFF, 0x0A]) + Data("a\0b\n".utf8) + long + Data("\n".utf8)
    let result = try await SmallModel.translate(input, ["--max-length", "100"])
    let warnings = result.errors.split(separator: "\n")
    #expect(warnings.count == 3)
    for (warning, words) in zip(warnings, ["line 2 is not UTF-8", "line 3 holds NUL", "line 4"]) {
      #expect(warning.hasPrefix("warning: "))
      #expect(warning.contains(words))
    }
    #expect(result.lines.count == 4)
  }

  @Test func doesNotNameEveryOneOfManyBadLines() async throws {
    let result = try await SmallModel.translate(
      Data([UInt8](repeating: 0xFF, count: 40).flatMap { [$0, 0x0A] }), ["--beam", "1"])
    #expect(result.lines.count == 40)
    #expect(result.errors.split(separator: "\n").count == 11)
    #expect(result.errors.contains("30 more lines"))
  }

  /// Once, with the number of lines, after all translations.
  @Test func namesHTMLEntities() async throws {
    let entities = ["I&#39;m here", "a &amp; b", "&eacute;", "&#x2019; and &lt;", "no&nbsp;break"]
    let plain = ["salt & pepper; bread", "R&D;", "&#;", "&;", "a &b c;", "&#12a;", "& amp;"]
    let result = try await SmallModel.translate(
      (plain + entities + plain).map { $0 + "\n" }.joined(), ["--beam", "1"])
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("5 lines have HTML entities such as &#39;"))
    let none = try await SmallModel.translate(plain.map { $0 + "\n" }.joined(), ["--beam", "1"])
    #expect(none.errors == "")
  }

  /// What a word processor makes of plain text is translated as the plain text is.
  @Test func readsVariantsOfCharacters() async throws {
    let plain = try await SmallModel.translate("I am here\nyou are there\n", ["--scores"])
    let fancy = try await SmallModel.translate(
      "I\u{A0}am he\u{AD}re\u{200B}\n\u{FEFF}you\u{3000}are\u{B}\u{202A}there\u{202C}\n",
      ["--scores"])
    #expect(fancy.output == plain.output)
    #expect(fancy.errors == "")
  }

  @Test func saysNoBrokenTextAndNoSpacesAtEnds() async throws {
    let strange = "“***”\n- 日本語 ???\n𠮷𠮷𠮷\nI am here\n&&&\n"
    for options in [["--beam", "1"], ["--sample", "--n-best", "20"], ["--n-best", "5"]] {
      let result = try await SmallModel.translate(strange, options)
      for text in result.lines.flatMap({ $0.split(separator: "\t") }) {
        #expect(!text.unicodeScalars.contains("\u{FFFD}"))
        #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false)
      }
    }
  }

  /// The lines that the model is least sure of, as its own scores say, and no other.
  @Test func namesDoubtfulLines() async throws {
    let lines = ["I am here", "", "zebra of quantum x", "15", "you are there. Zebra zebra!"]
    let input = lines.map { $0 + "\n" }.joined()
    let plain = try await SmallModel.translate(input, [])
    let sentences = ["I am here", "zebra of quantum x", "you are there.", "Zebra zebra!"]
    let scored = try await SmallModel.translate(sentences.map { $0 + "\n" }.joined(), ["--scores"])
    let scores = scored.lines.compactMap { $0.split(separator: "\t").first.flatMap { Double($0) } }
    try #require(scores.count == 4)
    let least = [1: scores[0], 3: scores[1], 5: min(scores[2], scores[3])]
    let bound = (least.values.reduce(0, +) / 3 * 100).rounded() / 100
    let result = try await SmallModel.translate(input, ["--doubtful", "\(bound)"])
    #expect(result.output == plain.output)
    let named = result.errors.split(separator: "\n").dropLast()
    let expected = least.filter { $0.value < bound }.keys.sorted()
    #expect(named.count == expected.count)
    #expect(!expected.isEmpty && expected.count < 3)
    for (message, line) in zip(named, expected) {
      #expect(message.hasPrefix("doubtful: line \(line), -"))
      #expect(message.hasSuffix(": \(lines[line - 1])"))
    }
    #expect(try await SmallModel.translate(input, ["--doubtful=-1000"]).errors == "")
  }

  @Test func valuesMayBeNegative() async throws {
    let result = try await SmallModel.translate("I am here\n", ["--length-penalty", "-0.5"])
    #expect(result.code == 0)
    #expect(result.lines.count == 1)
  }

  @Test func cutsALineOfAMegabyteAndGoesOn() async throws {
    let line = String(repeating: "I am here ", count: 120_000)
    let result = try await SmallModel.translate("\(line)\nI am here\n", ["--beam", "1"])
    let alone = try await SmallModel.translate("I am here\n", ["--beam", "1"])
    #expect(result.lines.count == 2)
    #expect(result.lines.last == alone.lines.first)
    #expect(result.errors.contains("line 1 "))
  }

  @Test func isQuietWithoutInput() async throws {
    let result = try await SmallModel.translate("")
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors == "")
  }

  @Test func givesTheSameAnswerForAnyBatchAndThreads() async throws {
    let input = SmallCorpus.pairs.map { "\($0.source) and \($0.source)\n" }.joined()
    let options = ["--scores", "--n-best", "3"]
    let expected = try await SmallModel.translate(input, options)
    #expect(expected.lines.count == SmallCorpus.pairs.count)
    for variant in [["--batch", "1"], ["--batch", "7"], ["--threads", "3"]] {
      let result = try await SmallModel.translate(input, options + variant)
      #expect(result.output == expected.output, "\(variant)")
    }
  }

  @Test func givesTheSameAnswerInAnyOrder() async throws {
    let sources = SmallCorpus.pairs.map(\.source)
    let forward = try await SmallModel.translate(sources.map { $0 + "\n" }.joined())
    let backward = try await SmallModel.translate(sources.reversed().map { $0 + "\n" }.joined())
    #expect(forward.lines == backward.lines.reversed())
  }

  @Test func putsTheBestFirst() async throws {
    let best = try await SmallModel.translate("we are far away\n", ["--beam", "4"])
    let many = try await SmallModel.translate(
      "we are far away\n", ["--beam", "4", "--n-best", "4", "--scores"])
    let fields = many.lines[0].split(separator: "\t", omittingEmptySubsequences: false)
    try #require(fields.count == 8)
    #expect(fields[1] == best.lines[0])
    let scores = [0, 2, 4, 6].compactMap { Double(fields[$0]) }
    #expect(scores.count == 4)
    #expect(scores == scores.sorted(by: >))
  }

  @Test func writesJSONThatParses() async throws {
    let result = try await SmallModel.translate(
      "he is \"inside\"\n\n", ["--json", "--n-best", "2"])
    let objects = try result.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    try #require(objects.count == 2)
    #expect(objects[0]["source"] as? String == "he is \"inside\"")
    #expect(objects[0]["line"] as? Int == 1)
    let candidates = try #require(objects[0]["candidates"] as? [[String: Any]])
    #expect(candidates.count == 2)
    #expect(candidates[0]["text"] as? String == objects[0]["translation"] as? String)
    #expect(objects[1]["translation"] as? String == "")
  }

  /// The JSON lines are translations that the library can read and writes in the same way.
  @Test func writesTranslationsAsJSON() async throws {
    let result = try await SmallModel.translate("we are far away\n", ["--json", "--n-best", "3"])
    let plain = try await SmallModel.translate("we are far away\n")
    let translation = try JSONDecoder().decode(
      Translation.self, from: Data(try #require(result.lines.first).utf8))
    #expect(translation.text == plain.lines.first)
    #expect(translation.candidates.count == 3 && !translation.wasCut)
  }

  @Test func translatesFilesOneAfterTheOther() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\n", to: "a.txt")
    try directory.write("you are there", to: "b.txt")
    let result = try await SmallModel.translate(Data(), ["a.txt", "b.txt"], in: directory)
    let expected = try await SmallModel.translate("I am here\nyou are there\n")
    #expect(result.output == expected.output)
  }

  @Test func answersALineBeforeTheNextComes() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Program.shell(
      """
      mkfifo in
      # It is read before the program may have made it.
      : >out
      "$translate" --model "$model" --threads 1 <in >out &
      exec 3>in
      lines=0
      for text in 'I am here' 'you are there' 'he is inside'; do
        # The next line is begun, but not ended, before the answer to this one is asked for.
        printf '%s\\nand' "$text" >&3
        lines=$((lines + 1)) waited=0
        while [ $(wc -l <out) -lt $lines ] && [ $waited -lt 6000 ]; do
          sleep 0.02; waited=$((waited + 1))
        done
        wc -l <out
      done
      exec 3>&-
      wait
      """, in: directory, environment: ["model": try await SmallModel.path])
    #expect(result.lines.map { Int($0.trimmingCharacters(in: .whitespaces)) } == [1, 2, 3])
  }

  @Test func endsQuietlyWhenNobodyReadsOn() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Program.shell(
      """
      yes 'I am here' | head -20000 | {
        "$translate" --model "$model" --beam 1 2>errors; echo $? >code; } | head -1
      cat code errors
      """, in: directory, environment: ["model": try await SmallModel.path])
    #expect(result.lines.count == 2)
    #expect(result.lines.last == "0")
  }

  #if os(Linux)
    @Test func saysWhenTheDiskIsFull() async throws {
      let directory = try TemporaryDirectory()
      let result = try await Program.shell(
        "echo I am here | \"$translate\" --model \"$model\" >/dev/full", in: directory,
        environment: ["model": try await SmallModel.path])
      #expect(result.code == 1)
      #expect(result.errors.hasPrefix("error: cannot write standard output: the disk is full"))
    }
  #endif

  @Test func survivesClosedStreams() async throws {
    let directory = try TemporaryDirectory()
    let model = ["model": try await SmallModel.path]
    let noInput = try await Program.shell(
      "\"$translate\" --model \"$model\" <&-", in: directory, environment: model)
    #expect(noInput.code == 1)
    #expect(noInput.errors.hasPrefix("error: cannot read standard input"))
    let noOutput = try await Program.shell(
      "echo here | \"$translate\" --model \"$model\" >&-", in: directory, environment: model)
    #expect(noOutput.code == 1)
    #expect(noOutput.errors.hasPrefix("error: cannot write standard output"))
  }
}
