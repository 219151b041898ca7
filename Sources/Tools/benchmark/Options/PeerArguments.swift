import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The PyTorch program that a measurement is compared with, and how to run it.
struct PeerArguments: ParsableArguments {
  @Option(
    name: .customLong("compare"),
    help: """
      Compare with the PyTorch program in this folder, Sources/Tools/benchmark/Peer or another one: \
      run it and ours in turn.
      """)
  var folder: String?
  @Option(help: "A Python that has torch and sentencepiece.") var python = "python3"
  @Option(name: .customLong("peer-data"), help: "Folder of its raw text: train.en, train.de, …")
  var data: String?
  @Option(name: .customLong("peer-work"), help: "Folder that its prep_bpe.py wrote into.")
  var work: String?
  @Option(name: .customLong("peer-languages"), help: "Its source and target language.")
  var languages = "en-de"
  @Option(
    name: .customLong("peer-environment"), parsing: .unconditionalSingleValue,
    help: """
      NAME=VALUE for its environment only. ONEDNN_MAX_CPU_ISA=AVX512_CORE_BF16 helps where its \
      bfloat16 ends in an illegal instruction, as on virtual machines with half of AMX.
      """)
  var environment: [String] = []
  @Option(
    name: .customLong("peer-option"), parsing: .unconditionalSingleValue,
    help: "One more option for it, such as --peer-option --bf16; may be repeated.")
  var options: [String] = []
  @Option(help: "Number of runs of each program.") var rounds = 3

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds is 1 or more") }
    guard environment.allSatisfy({ $0.contains("=") }) else {
      throw ValidationError("--peer-environment is NAME=VALUE")
    }
    guard languages.split(separator: "-").count == 2 else {
      throw ValidationError("--peer-languages takes two, such as en-de")
    }
  }

  private var sides: (source: String, target: String) {
    let parts = languages.split(separator: "-").map(String.init)
    return (parts[0], parts[1])
  }

  private func required(_ value: String?, _ option: String) throws -> String {
    guard let value else { throw ValidationError("--compare also needs \(option)") }
    return value
  }

  /// The two sides of one of its texts, such as `test_2016_flickr`.
  func text(_ name: String) throws -> (source: String, target: String) {
    let data = try required(data, "--peer-data")
    return ("\(data)/\(name).\(sides.source)", "\(data)/\(name).\(sides.target)")
  }

  /// The command that runs one of its scripts on its text.
  func command(_ script: String, _ arguments: [String]) throws -> ChildProcess {
    let (source, target) = sides
    return try bareCommand(
      script,
      arguments + [
        "--data", try required(data, "--peer-data"), "--work", try required(work, "--peer-work"),
        "--src", source, "--tgt", target,
      ])
  }

  /// The command that runs a script which needs no `--data` and `--work`.
  func bareCommand(_ script: String, _ arguments: [String]) throws -> ChildProcess {
    let folder = try required(folder, "--compare")
    return child([python, "\(folder)/\(script)"] + arguments + options)
  }

  private func child(_ arguments: [String]) -> ChildProcess {
    let pairs = environment.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return ChildProcess(
      arguments: arguments,
      environment: Dictionary(
        pairs.map { ($0[0], $0.count == 2 ? $0[1] : "") }, uniquingKeysWith: { $1 }))
  }

  /// These options as arguments for another run of this program, with more options for the peer.
  func arguments(adding more: [String]) throws -> [String] {
    [
      "--compare", try required(folder, "--compare"), "--python", python, "--peer-data",
      try required(data, "--peer-data"), "--peer-work", try required(work, "--peer-work"),
      "--peer-languages", languages, "--rounds", "\(rounds)",
    ] + environment.flatMap { ["--peer-environment", $0] }
      + (options + more).flatMap { ["--peer-option", $0] }
  }

  /// The command of this process without the options of this group.
  static func ownCommand(adding arguments: [String]) -> ChildProcess {
    let names = [
      "--compare", "--python", "--peer-data", "--peer-work", "--peer-languages",
      "--peer-environment", "--peer-option", "--peer-checkpoint", "--rounds",
    ]
    var kept: [String] = []
    var rest = CommandLine.arguments[...]
    while let argument = rest.popFirst() {
      if names.contains(argument) {
        _ = rest.popFirst()
      } else if !names.contains(where: { argument.hasPrefix($0 + "=") }) {
        kept.append(argument)
      }
    }
    return ChildProcess(arguments: kept + arguments)
  }

  /// Writes its full batches of ids, in its order, to a file that ``BatchCorpus`` reads.
  func writeBatches(vocabulary: Int, batch: Int) throws -> TemporaryFile {
    let text = try text("train")
    let model = "\(try required(work, "--peer-work"))/bpe\(vocabulary)/spm.model"
    let output = try child(
      [
        python, "-c", Self.batchScript, try required(folder, "--compare"), model, text.source,
        text.target, "\(batch)",
      ]
    ).run()
    return try TemporaryFile(output)
  }

  /// Calls its own functions, so that the batches are exactly its own.
  private static let batchScript = """
    import random, sys
    folder, model, source, target, size = sys.argv[1:]
    sys.path.insert(0, folder)
    import sentencepiece, torch_nmt
    pieces = sentencepiece.SentencePieceProcessor(model_file=model)
    pairs = torch_nmt.load_pairs(pieces, source, target)
    print(len(pieces))
    for batch in torch_nmt.batches(pairs, int(size), random.Random(1)):
        if len(batch) == int(size):
            for sides in batch:
                print("\\t".join(" ".join(map(str, side)) for side in sides))
            print()
    """
}
