import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Faults of the disk during a training: files that were intact before stay intact.
@Suite struct DiskTests {
  private static let files = ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"]

  private var options: String {
    (["train", "../p.tsv"] + SmallCorpus.smallOptions).joined(separator: " ")
  }

  /// Runs a shell script in `out`, beside a corpus; its command `train` runs a short training into `out/m`.
  private func run(_ script: String) async throws -> (Program.Result, TemporaryDirectory) {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let begin = """
      mkdir out && cd out
      train() { "$translate" \(options) --validate-every 5 --output m "$@"; }
      same() { for f in \(Self.files.joined(separator: " ")); do cmp "$1/$f" "$2/$f" || echo differ; done; }

      """
    return (try await Program.shell(begin + script, in: directory), directory)
  }

  /// Whether this process may mount file systems, to fill a disk or to make one read-only.
  private static let mayMount: Bool = {
    #if os(Linux)
      let path = NSTemporaryDirectory() + "mount-\(getpid())"
      mkdir(path, 0o700)
      defer { rmdir(path) }
      guard mount("none", path, "tmpfs", 0, "size=64k") == 0 else { return false }
      umount(path)
      return true
    #else
      return false
    #endif
  }()

  @Test(.enabled(if: mayMount, "only root on Linux may mount a small disk"))
  func aFullDiskLeavesTheEarlierFiles() async throws {
    let (result, _) = try await run(
      """
      mount -t tmpfs -o size=3m none . && cd ../out || exit 9
      train --updates 4 2>/dev/null >/dev/null || echo failed
      mkdir ../before && cp m/* ../before
      # No room for one more file of that size.
      dd if=/dev/zero of=filler bs=1k 2>/dev/null
      train --updates 40 2>../errors; echo "code $?"
      grep -c '^error: cannot write m/.*: the disk is full' ../errors
      cmp m/checkpoint.safetensors ../before/checkpoint.safetensors
      cmp m/model.safetensors ../before/model.safetensors
      ls -A m | grep -c translate-tmp
      echo 'I am here' | "$translate" --model m >/dev/null || echo unusable
      # With room again it goes on to what it would have been.
      rm filler
      train --updates 40 >/dev/null 2>&1 || echo failed
      "$translate" \(options) --validate-every 5 --updates 40 --output ../whole >/dev/null 2>&1
      cmp m/model.safetensors ../whole/model.safetensors
      cd .. && umount out
      """)
    #expect(result.text == "code 1\n1\n0\n", "\(result.errors)")
  }

  @Test(.enabled(if: mayMount, "only root on Linux may mount a disk for reading alone"))
  func aReadOnlyDiskIsNamed() async throws {
    let (result, _) = try await run(
      """
      mount -t tmpfs -o size=3m none . && cd ../out || exit 9
      train --updates 4 >/dev/null 2>&1
      mount -o remount,ro . 
      for more in "--updates 8" "--updates 4 --fresh" "--updates 4 --output other"; do
        train $more 2>../errors; echo "code $?"
        grep -o '^error: cannot .*read-only' ../errors | sed 's/m.*: //'
      done
      echo 'I am here' | "$translate" --model m >/dev/null || echo unusable
      cd .. && umount out
      """)
    #expect(result.lines.filter { $0 == "code 1" }.count == 3, "\(result.text) \(result.errors)")
    #expect(result.lines.filter { $0.contains("read-only") }.count == 3, "\(result.text)")
    #expect(!result.text.contains("unusable"))
  }

  private static let endless =
    ["train", "p.tsv", "--output", "m", "--epochs", "10000", "--patience", "10000"]
    + SmallCorpus.smallOptions

  /// A training that is stopped amid its first epoch, in a directory with its pairs.
  private func stopped() async throws -> (RunningProgram, TemporaryDirectory) {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let running = try Program.translate.start(Self.endless, in: directory)
    await running.send(signal: SIGSTOP, after: "epoch 1, update")
    return (running, directory)
  }

  @Test func aDirectoryThatVanishesIsNamed() async throws {
    let (running, directory) = try await stopped()
    // Renaming happens at once, unlike removing file by file while files are written.
    try FileManager.default.moveItem(atPath: directory.file("m"), toPath: directory.file("gone"))
    running.send(signal: SIGCONT)
    let result = try await running.result()
    #expect(result.code == 1)
    // It may be stopped while it saves.
    #expect(result.errors.contains("error: cannot write m"), "\(result.errors)")
  }

  /// Whoever makes a directory of that name meanwhile is not disturbed.
  @Test func aDirectoryThatIsMadeAnewIsNotWrittenTo() async throws {
    let (running, directory) = try await stopped()
    try FileManager.default.moveItem(atPath: directory.file("m"), toPath: directory.file("gone"))
    let other = try await Program.translate.run(
      ["train", "p.tsv", "--output", "m", "--updates", "3"] + SmallCorpus.smallOptions,
      in: directory)
    #expect(other.code == 0)
    let written = try Self.files.map { try directory.read("m/\($0)") }
    running.send(signal: SIGCONT)
    let result = try await running.result()
    #expect(result.code == 1)
    #expect(result.errors.contains("error: cannot write m"), "\(result.errors)")
    #expect(try Self.files.map { try directory.read("m/\($0)") } == written)
  }

  /// The second training says which process holds the directory; the first is not affected.
  @Test func twoTrainingsIntoOneDirectory() async throws {
    // A stopped process keeps its lock.
    let (first, directory) = try await stopped()
    for more in [[], ["--fresh"], ["--resume"]] {
      let second = try await Program.translate.run(Self.endless + more, in: directory)
      #expect(second.code == 1)
      #expect(second.errors.contains("error: cannot lock m: process "), "\(second.errors)")
    }
    first.send(signal: SIGCONT)
    first.send(signal: SIGINT)
    #expect(try await first.result().code == 130)
  }

  /// A model that was not trained here, such as the one that comes with the program, is not replaced.
  @Test func aModelOfOthersIsNotReplaced() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "phrasebook.tsv")
    let path = "models/phrasebook/model.safetensors"
    let model = Array("days of work".utf8)
    try directory.write(model, to: path)
    let arguments = ["train", "phrasebook.tsv", "--updates", "1"] + SmallCorpus.smallOptions
    for more in [[], ["--resume"]] {
      let result = try await Program.translate.run(arguments + more, in: directory)
      #expect(result.code == 1)
      #expect(result.errors.contains("error: \(path) is a model that no training here began"))
      #expect(result.errors.contains("--fresh"))
      #expect(try directory.read(path) == model)
    }
    let fresh = try await Program.translate.run(arguments + ["--fresh"], in: directory)
    #expect(fresh.code == 0)
    #expect(try directory.read(path) != model)
  }

  private static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  /// A file gets its name only after its bytes are on the disk; then its directory is synced.
  @Test(.enabled(if: hasStrace, "strace is not installed"))
  func bytesReachTheDiskBeforeTheirName() async throws {
    let (result, _) = try await run(
      """
      strace -f -o calls -e trace=fsync,rename,renameat,renameat2,openat \
        "$translate" \(options) --output m --updates 4 >/dev/null 2>errors || exit 9
      sed -E 's/^[0-9]+ +//' calls | grep -E '^fsync|^rename|O_DIRECTORY.*"?m"?|/m"' |
        grep -E '^fsync|^rename' | sed -E 's/\\(.*//; s/renameat2?/rename/'
      """)
    try #require(result.code == 0, "strace may not be allowed to trace: \(result.errors)")
    let calls = result.lines
    let renames = calls.indices.filter { calls[$0] == "rename" }
    #expect(renames.count >= 3)
    for place in renames {
      #expect(place > 0 && calls[place - 1] == "fsync")
      #expect(place + 1 < calls.count && calls[place + 1] == "fsync")
    }
  }
}
