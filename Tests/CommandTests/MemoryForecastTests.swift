import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// A training takes about the memory it forecasts: not more, and not much less.
  ///
  /// On Linux, where a process can ask for its own peak. `make memory` does it with larger models.
  @Suite(.enabled(if: memoryIsOurs, "a sanitizer takes memory of its own"))
  struct MemoryForecastTests {
    @Test(arguments: [
      [], ["--threads", "1"], ["--threads", "4", "--batch-sentences", "128"],
      ["--attention", "additive", "--encoder-layers", "2", "--decoder-layers", "2"],
      ["--batch-tokens", "2000", "--vocabulary", "3000", "--readout", "untied"],
    ])
    func trainingStaysWithinIt(_ options: [String]) async throws {
      let directory = try TemporaryDirectory()
      let script = """
        head -n 3000 "$data/train.tsv" >p.tsv
        "$translate" train p.tsv --valid "$data/valid.tsv" --updates 8 --validate-every 8 \
          --embedding 64 --encoder 64 --decoder 64 --threads 2 \(options.joined(separator: " "))
        """
      let data = Phrasebook.root.appendingPathComponent("data").path
      let result = try await Program.shell(script, in: directory, environment: ["data": data])
      #expect(result.code == 0, "\(result.errors)")
      let forecast = try #require(megabytes("memory ", in: result.errors))
      let peak = try #require(megabytes("Z done: ", in: result.errors))
      #expect(peak <= 1.1 * forecast, "\(peak) MB, but \(forecast) were said")
      #expect(forecast <= 2 * peak, "\(peak) MB, but \(forecast) were said")
    }

    /// The number before " MB" in the line that has these words.
    private func megabytes(_ start: String, in text: String) -> Double? {
      let line = text.split(separator: "\n").first { $0.contains(start) } ?? ""
      let words = line.split(whereSeparator: { $0 == " " || $0 == ";" })
      guard let unit = words.firstIndex(of: "MB"), unit > 0 else { return nil }
      return Double(words[unit - 1].filter { $0 != "," })
    }
  }
#endif
