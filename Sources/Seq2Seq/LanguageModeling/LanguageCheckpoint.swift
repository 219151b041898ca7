internal import NeuralNetwork
internal import Platform

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

// What is saved beside the model until the training ends: a safetensors file.
extension LanguageTrainer {
  private static let formatName = "translate-language-model-checkpoint"

  package var checkpointPath: String { Self.checkpointPath(of: path) }

  package static func checkpointPath(of path: String) -> String { path + ".checkpoint" }

  /// What two trainings have in common if one can resume the other.
  private var identity: String {
    var digest = CorpusDigest()
    digest.add(training)
    digest.add(heldOut)
    var options = options
    // More epochs than before may follow.
    (options.epochs, options.patience) = (0, 0)
    return stableJSON(["text": digest.text]) + stableJSON(updater.model.shape) + stableJSON(options)
  }

  /// Parameters and moments, each as one tensor of floats.
  private var buffers: [(name: String, values: AlignedBuffer)] {
    [("parameters", updater.store.values)] + updater.optimizer.state
  }

  func save() throws(ModelError) {
    var writer = SafeTensorsWriter()
    writer.metadata = [
      "format": Self.formatName, "identity": identity, "progress": stableJSON(progress),
    ]
    for (name, values) in buffers {
      writer.tensors.append(.init(name: name, shape: [values.count], of: values, values.floats))
    }
    for (stream, state) in carried.enumerated() {
      for (index, vector) in state.vectors.enumerated() {
        writer.tensors.append(
          .init(name: "carried.\(stream).\(index)", shape: [vector.count], floats: vector))
      }
    }
    do { try writer.write(to: checkpointPath) } catch { throw .file(error) }
  }

  /// Goes back to where a stopped training was; false if there is none.
  ///
  /// - Throws: ``LanguageModelError`` if what was saved is not whole, or of another training.
  package func restore() throws -> Bool {
    guard FileStatus(path: checkpointPath) != nil else { return false }
    let file = try SafeTensorsFile(path: checkpointPath)
    guard file.metadata["format"] == Self.formatName else { throw damaged("it is something else") }
    guard file.metadata["identity"] == identity else {
      throw LanguageModelError.otherTraining(path: checkpointPath)
    }
    guard let progress = decodeJSON(Progress.self, file.metadata["progress"] ?? ""),
      progress.isPossible
    else { throw damaged("its progress is unreadable") }
    for (name, values) in buffers {
      guard let tensor = file[name], tensor.element == .float32, tensor.shape == [values.count]
      else { throw damaged("\(name) is missing") }
      tensor.copyFloats(to: values.floats)
      guard values.floats.isFinite else { throw damaged("\(name) has what is not a number") }
    }
    carried = try streams(file)
    self.progress = progress
    updater.updateCount = progress.updateCount
    updater.workers.repack()
    return true
  }

  private func streams(_ file: SafeTensorsFile) throws -> [CarriedState] {
    var streams: [CarriedState] = []
    let vectors = updater.model.shape.layers * (updater.model.shape.cell == .lstm ? 2 : 1)
    while file["carried.\(streams.count).0"] != nil {
      let state = try (0..<vectors).map { index in
        guard let tensor = file["carried.\(streams.count).\(index)"], tensor.element == .float32,
          tensor.shape == [updater.model.shape.units]
        else { throw damaged("a state is missing") }
        return tensor.numbers(Float.self)
      }
      streams.append(CarriedState(state))
    }
    let isSequential = options.partition.order == .sequential
    guard streams.isEmpty || isSequential && streams.count <= options.partition.batch else {
      throw damaged("it has \(streams.count) states")
    }
    return streams
  }

  private func damaged(_ problem: String) -> LanguageModelError {
    .damagedCheckpoint(path: checkpointPath, problem: problem)
  }
}

extension LanguageTrainer.Progress {
  fileprivate var isPossible: Bool {
    epoch >= 0 && update >= 0 && updateCount >= 0 && (0...epoch).contains(bestEpoch)
      && rate.isFinite && rate >= 0
  }
}
