internal import NeuralNetwork
internal import Platform

/// A saved training, in one safetensors file: weights, the optimizer's state, averaged weights if there
/// are any, and ``TrainingState``.
///
/// If several processes train together, the first writes it, and all read it.
struct Checkpoint {
  let path: String
  let identity: TrainingIdentity

  /// The values saved for every parameter, and the prefix of its name for each.
  private func buffers(of updater: ParallelUpdater<Network>) -> [(
    prefix: String, values: AlignedBuffer
  )] {
    [("", updater.store.values)]
      + updater.optimizer.state.map { ("\($0.name).", $0.values) }
      + (updater.average.map { [("average.", $0.values)] } ?? [])
  }

  /// Writes it into its directory, on which a lock may be held.
  func write(
    _ updater: ParallelUpdater<Network>, _ state: TrainingState,
    holding lock: DirectoryLock? = nil
  ) throws(TrainingError) {
    // No process may still be reading, and none may read before it is written.
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
    do { try writer.write(to: path, holding: lock) } catch { throw .model(.file(error)) }
  }

  /// Reads a checkpoint, and restores the weights, their average and the optimizer's state.
  ///
  /// - Parameter updater: holds what is restored.
  /// - Returns: the saved state; nil if there is no file.
  /// - Throws: ``TrainingError`` if the file is damaged, or belongs to another training.
  func read(into updater: ParallelUpdater<Network>) throws(TrainingError) -> TrainingState? {
    guard FileSystem.exists(path) else { return nil }
    let file: SafeTensorsFile
    do { file = try SafeTensorsFile(path: path) } catch { throw .model(.file(error)) }
    if let mismatch = identity.mismatch(file.metadata) {
      throw .otherTraining(path: path, mismatch)
    }
    guard let state = file.metadata["state"].flatMap({ decodeJSON(TrainingState.self, $0) })
    else { throw .damagedCheckpoint(path: path, part: "state") }
    if let fault = state.fault {
      throw .damagedCheckpoint(path: path, part: "state, where \(fault)")
    }
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
    do { try file.checkUnchanged() } catch { throw .file(error) }
    updater.updateCount = state.update
    updater.workers.repack()
    return state
  }
}
