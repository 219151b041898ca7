import Platform
import Seq2Seq
import Serving

/// Finds the models to serve.
enum ModelPaths {
  /// The model files that were named, or the default one.
  static func find(_ names: [String]) throws -> [String] {
    let locator = ModelLocator.current
    return names.isEmpty
      ? [try locator.locate().path] : try names.flatMap { try files($0, locator) }
  }

  /// The model of a name, or all models one level below a directory.
  private static func files(_ name: String, _ locator: ModelLocator) throws -> [String] {
    guard FileStatus(path: name)?.isDirectory == true,
      !FileSystem.exists("\(name)/\(ModelLocator.fileName)")
    else { return [try locator.locate(name).path] }
    let files = FileSystem.names(in: name).sorted()
      .map { "\(name)/\($0)/\(ModelLocator.fileName)" }.filter(FileSystem.exists)
    if files.isEmpty { throw ServedModels.Problem.none(directory: name) }
    return files
  }
}
