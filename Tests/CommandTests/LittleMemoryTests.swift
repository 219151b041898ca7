import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// Where memory or threads are short, there is a sentence instead of a signal.
  @Suite(.enabled(if: memoryIsOurs, "a sanitizer takes memory of its own"))
  struct LittleMemoryTests {
    private func run(_ script: String, in directory: TemporaryDirectory) async throws
      -> Program.Result
    {
      let data = Phrasebook.root.appendingPathComponent("data").path
      return try await Program.shell(
        script, in: directory, environment: ["data": data, "model": Phrasebook.model])
    }

    private static let training = """
      head -n 20 "$data/valid.tsv" >v.tsv
      ulimit -v 700000
      "$translate" train "$data/train.tsv" --valid v.tsv --output m --threads 2 --updates 1 \
        --precision float32 --embedding 16 --encoder 64 --decoder 64 --vocabulary 300
      """

    /// It is refused before the memory is taken, and what the message says does fit.
    @Test func batchesThatDoNotFitAreRefused() async throws {
      let directory = try TemporaryDirectory()
      let refused = try await run(
        "\(Self.training) --batch-sentences 20000", in: directory)
      #expect(refused.code == 1, "\(refused.errors)")
      let message = try #require(refused.errors.split(separator: "\n").last)
      #expect(message.hasPrefix("error: this training needs "), "\(message)")
      #expect(message.contains("its limit on address space, `ulimit -v`, leaves"), "\(message)")
      let advice = try #require(message.firstRange(of: "it fits with "), "\(message)")
      let fitting = try await run(
        "\(Self.training) \(message[advice.upperBound...])", in: directory)
      #expect(fitting.code == 0, "\(fitting.errors)")
    }

    @Test func weightsThatDoNotFitAreRefused() async throws {
      let refused = try await run(
        "\(Self.training) --encoder 8192 --decoder 8192", in: TemporaryDirectory())
      #expect(refused.code == 1, "\(refused.errors)")
      #expect(refused.errors.contains("make the model smaller with --encoder"), "\(refused.errors)")
    }

    /// From too little for anything to enough: always an answer or a sentence.
    @Test func anyAddressSpaceIsEnoughForASentence() async throws {
      let directory = try TemporaryDirectory()
      var codes: Set<Int32> = []
      for megabytes in stride(from: 60, to: 400, by: 20) {
        let result = try await run(
          """
          ulimit -v \(megabytes)000; echo "I am cold." | "$translate" --model "$model" --threads 2
          """, in: directory)
        codes.insert(result.code)
        // 127: the libraries of the system do not fit, and their loader says so.
        let wasSaid = result.code == 127 || result.code == 1 && result.errors.contains("error: ")
        #expect(result.code == 0 || wasSaid, "\(megabytes) MB: \(result.code) \(result.errors)")
      }
      #expect(codes.contains(0) && codes.contains(1), "\(codes)")
    }
  }
#endif
