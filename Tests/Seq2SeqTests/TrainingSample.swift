import Testing

@testable import Seq2Seq
import TestSupport

/// A small corpus and the quick training of a small model on it.
struct TrainingSample {
  /// Sentences that differ enough to be distinguished, and share enough to be confused.
  static let pairs = [
    ("The red boat is on the lake.", "Le bateau rouge est sur le lac."),
    ("The green boat is in the port.", "Le bateau vert est dans le port."),
    ("My sister sells bread.", "Ma sœur vend du pain."),
    ("My brother sells old books.", "Mon frère vend de vieux livres."),
    ("Do you hear the wind?", "Entends-tu le vent ?"),
    ("We hear the rain.", "Nous entendons la pluie."),
    ("They left yesterday.", "Ils sont partis hier."),
    ("Tomorrow we leave at eight.", "Demain nous partons à huit heures."),
  ]

  let directory: TemporaryDirectory
  var options = TrainingOptions()
  var input: TrainingInput

  /// Trains on `pairs`, and validates on them too unless `isSplit`.
  init(_ pairs: [(String, String)] = Self.pairs, isSplit: Bool = false) throws {
    directory = try TemporaryDirectory()
    let text = pairs.map { "\($0.0)\t\($0.1)\n" }.joined()
    let reader = TabSeparatedPairs(path: try directory.write(text, to: "pairs.tsv"))
    input = TrainingInput(pairs: reader, validation: isSplit ? nil : reader)
    options.vocabularySize = 300
    // Pairs may be alike, and of any length.
    options.noiseRules = .keepingAll
    // With so few pieces, sentences are long.
    options.addsAttentionByNeed = false
    options.embedding = 8
    options.encoderHidden = 8
    options.decoderHidden = 8
    options.dropout = 0.1
    options.batch = .sentences(3)
    options.warmup = 2
    options.threads = 2
    options.maximumEpochs = 3
  }

  /// Trains in the subdirectory `name`, until `limit` updates of this run are made.
  @discardableResult
  func train(
    in name: String = "model", _ start: Trainer.Start = .resumeIfSame, stopAfter limit: Int = .max,
    report: (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingResult {
    let trainer = try Trainer(input, options, output: directory.file(name), start: start)
    var updates = 0
    return try trainer.run(
      shouldStop: {
        updates += 1
        return updates >= limit
      }, report: report)
  }

  func model(in name: String = "model") throws -> TranslationModel {
    try TranslationModel(path: directory.file("\(name)/model.safetensors"))
  }

  /// The bytes of a file that training has written; of the metrics, without times.
  func bytes(_ file: String, in name: String = "model") throws -> [UInt8] {
    let bytes = try directory.read("\(name)/\(file)")
    return file == "metrics.jsonl" ? withoutTimes(bytes) : bytes
  }

  /// The error message of a training that fails, or nil.
  func failure(in name: String = "model", _ start: Trainer.Start = .resumeIfSame) throws -> String?
  {
    do {
      try train(in: name, start)
      return nil
    } catch let error as TrainingError {
      return error.description
    }
  }
}
