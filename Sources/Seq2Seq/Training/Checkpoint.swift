internal import NeuralNetwork
internal import Platform

/// A saved training, in one safetensors file: weights, the optimizer's state, averaged weights if there
/// are any, and ``TrainingState``.
///
/// If several processes train together, the first writes it, and all read it.
struct Checkpoint {
  let path: String
  let identity: TrainingIdentity

  /// Values that are saved for every parameter.
  private struct Values {
    /// What goes before the parameter's name.
    let prefix: String
    let values: AlignedBuffer
    /// The places that this process reads.
    let needed: [Range<Int>]
  }

  /// All that is saved; `state` is the optimizer's.
  private func values(
    of updater: ParallelUpdater<Network>, _ state: [(name: String, values: AlignedBuffer)]
  ) -> [Values] {
    let all = 0..<updater.store.layout.size
    var result = [Values(prefix: "", values: updater.store.values, needed: [all])]
    for (name, values) in state {
      result.append(Values(prefix: "\(name).", values: values, needed: updater.slices))
    }
    if let average = updater.average?.values {
      result.append(Values(prefix: "average.", values: average, needed: [all]))
    }
    return result
  }

  /// Writes it into its directory, on which a lock may be held.
  func write(
    _ updater: ParallelUpdater<Network>, _ state: TrainingState,
    holding lock: DirectoryLock? = nil
  ) throws(TrainingError) {
    // No process may still be reading, and none may read before it is written.
    updater.collective.wait()
    defer { updater.collective.wait() }
    updater.shareAverage()
    let optimizerState = updater.collectedState()
    guard updater.collective.isFirst else { return }
    let layout = updater.store.layout
    var writer = SafeTensorsWriter()
    writer.metadata = identity.metadata
    writer.metadata["format"] = "translate checkpoint"
    writer.metadata["format_version"] = TranslationModel.formatVersion
    writer.metadata["state"] = stableJSON(state)
    writer.tensors = values(of: updater, optimizerState).flatMap {
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
    let saved = values(of: updater, updater.optimizer.state)
    let parameters = updater.store.layout.parameters
    for values in saved {
      for parameter in parameters {
        let name = values.prefix + parameter.name
        guard let tensor = file[name], tensor.element == .float32, tensor.shape == parameter.shape
        else { throw .damagedCheckpoint(path: path, part: name) }
      }
    }
    for values in saved {
      for parameter in parameters {
        let places = parameter.offset..<parameter.offset + parameter.count
        for needed in values.needed.map({ $0.clamped(to: places) }) where !needed.isEmpty {
          file[values.prefix + parameter.name]?.copyFloats(
            from: needed.lowerBound - parameter.offset, to: values.values.floats.slice(needed))
        }
      }
    }
    do { try file.checkUnchanged() } catch { throw .file(error) }
    updater.updateCount = state.update
    updater.workers.repack()
    return state
  }
}
