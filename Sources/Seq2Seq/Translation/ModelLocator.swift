import Platform

/// Finds the model to translate with.
///
/// It is the first of these that exists:
/// 1. what was asked for by name: a model file, or a directory with a `model.safetensors` in it,
/// 2. what the environment variable `TRANSLATE_MODEL` names, in the same way,
/// 3. the most recently trained `models/*/model.safetensors` under the working directory,
/// 4. the model that comes with this package, `models/phrasebook`: under the working directory or
///    under any directory above the running program.
public struct ModelLocator: Sendable {
  /// The environment variable that names a model.
  public static let variable = "TRANSLATE_MODEL"
  /// What a model file is called in its directory.
  public static let fileName = "model.safetensors"

  private static let shipped = "phrasebook"

  /// The value of the environment variable, if it is set.
  public var environment: String?
  /// The directory that contains `models`.
  public var directory: String
  /// The path of the running program.
  public var executable: String?

  /// Creates a locator that looks in these places.
  public init(environment: String? = nil, directory: String = ".", executable: String? = nil) {
    self.environment = environment
    self.directory = directory
    self.executable = executable
  }

  /// A model's path and why it was chosen.
  public struct Location: Sendable, Hashable {
    /// The model file.
    public let path: String
    /// Where it was found.
    public let origin: Origin

    /// The places a model is found in.
    public enum Origin: Sendable, Hashable {
      case named, environment, lastTrained, shipped
    }
  }

  /// The path of the model to use.
  ///
  /// - Parameter name: the model file or directory that was asked for; nil looks in the other places.
  /// - Returns: the path, and where it was found.
  /// - Throws: ``ModelError`` if the model asked for does not exist, or none is found.
  public func locate(_ name: String? = nil) throws(ModelError) -> Location {
    if let name { return Location(path: try Self.file(name), origin: .named) }
    if let environment, !environment.isEmpty {
      let path = try Self.file(environment, named: Self.variable)
      return Location(path: path, origin: .environment)
    }
    if let path = lastTrained { return Location(path: path, origin: .lastTrained) }
    if let path = shippedModel { return Location(path: path, origin: .shipped) }
    throw .noModel(directory: "\(directory == "." ? "" : directory + "/")models")
  }

  private static func file(_ name: String, named variable: String? = nil) throws(ModelError)
    -> String
  {
    guard let status = FileStatus(path: name) else {
      throw .notFound(path: name, variable: variable)
    }
    guard status.isDirectory else { return name }
    let path = name.hasSuffix("/") ? name + fileName : "\(name)/\(fileName)"
    guard FileSystem.exists(path) else {
      throw .notInDirectory(path: name, file: fileName)
    }
    return path
  }

  /// The newest by its file's time; among equally new ones, the first by name.
  private var lastTrained: String? {
    let models = "\(directory == "." ? "" : directory + "/")models"
    let found = FileSystem.names(in: models).sorted().compactMap { name -> (String, FileStatus)? in
      let path = "\(models)/\(name)/\(Self.fileName)"
      guard name != Self.shipped, let status = FileStatus(path: path) else { return nil }
      return (path, status)
    }
    return found.max { $0.1.changed < $1.1.changed }?.0
  }

  private var shippedModel: String? {
    let end = "models/\(Self.shipped)/\(Self.fileName)"
    let local = directory == "." ? end : "\(directory)/\(end)"
    if FileSystem.exists(local) { return local }
    var rest = (executable ?? "")[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      if FileSystem.exists("\(rest)/\(end)") { return "\(rest)/\(end)" }
    }
    return nil
  }
}
