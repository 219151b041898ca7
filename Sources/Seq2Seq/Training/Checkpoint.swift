internal import NeuralNetwork
internal import Platform

/// A training saved whole: weights, the optimizer's state, averaged weights if there are any, and
/// ``TrainingState``, in one safetensors file.
///
/// Of several processes the first writes it, and all read it.
struct Checkpoint {
  let path: String
  let identity: TrainingIdentity

  /// What is saved of every parameter, and what comes before its name.
  private func buffers(of updater: ParallelUpdater<Network>) -> [(
    prefix: String, values: AlignedBuffer
  )] {
    [("", updater.store.values)]
      + updater.optimizer.state.map { ("\($0.name).", $0.values) }
      + (updater.average.map { [("average.", $0.values)] } ?? [])
  }

  func write(
    _ updater: ParallelUpdater<Network>, _ state: TrainingState
  ) throws(TrainingError) {
    // Nobody may be reading still; nobody reads before it is written.
    updater.collective.wait()
    defer { updater.collective.wait() }
    guard updater.collective.isFirst else { return }
    let layout = updater.store.layout
    var writer = SafeTensorsWriter()
    writer.metadata = identity.metadata
    writer.metadata["format"] = "translate checkpoint"
    writer.metadata["format_version"] = TranslationModel.formatVersion
    writer.metadata["state"] = stableJSON(state)
    writer.tensors = buffers(of: updater).flatMap {
      layout.tensors(of: $0.values, prefix: $0.prefix)
    }
    do { try writer.write(to: path) } catch { throw .model(.file(error)) }
  }

  /// The state that was saved, with the weights and all that belongs to them put back; nil if there is no file.
  ///
  /// - Throws: if the file is damaged, or of another training.
  func read(into updater: ParallelUpdater<Network>) throws(TrainingError) -> TrainingState? {
    guard FileSystem.exists(path) else { return nil }
    let file: SafeTensorsFile
    do { file = try SafeTensorsFile(path: path) } catch { throw .model(.file(error)) }
    if let mismatch = identity.mismatch(file.metadata) {
      throw .otherTraining(path: path, mismatch)
    }
    guard let state = file.metadata["state"].flatMap({ decodeJSON(TrainingState.self, $0) })
    else { throw .damagedCheckpoint(path: path, part: "state") }
    let buffers = buffers(of: updater)
    let parameters = updater.store.layout.parameters
    for (prefix, _) in buffers {
      for parameter in parameters {
        guard let tensor = file[prefix + parameter.name], tensor.element == .float32,
          tensor.shape == parameter.shape
        else { throw .damagedCheckpoint(path: path, part: prefix + parameter.name) }
      }
    }
    for (prefix, buffer) in buffers {
      for parameter in parameters {
        file[prefix + parameter.name]?.copyFloats(to: parameter.vector(in: buffer))
      }
    }
    updater.updateCount = state.update
    updater.workers.repack()
    return state
  }
}
