internal import Platform

/// Finds the model to translate with.
///
/// Models have places: `models` under the working directory, where trainings write; ``userModels``; and where the
/// program was installed, or `models` in a directory above it. Each has directories with a `model.safetensors`.
///
/// The model is the first of these that exists:
/// 1. what was asked for: a model file, a directory with a `model.safetensors` in it, or a name, which is looked for in
///    all places in this order,
/// 2. what the environment variable `TRANSLATE_MODEL` names, in the same way,
/// 3. the most recently trained one under the working directory, then the newest of the user's models,
/// 4. the model that comes with this package, `phrasebook`.
///
/// If languages are asked for, it is the first of 2 to 4 that translates between them.
public struct ModelLocator: Sendable {
  /// The environment variable that names a model.
  public static let variable = "TRANSLATE_MODEL"
  /// What a model file is called in its directory.
  public static let fileName = "model.safetensors"

  static let shipped = "phrasebook"

  /// The value of the environment variable, if it is set.
  public var environment: String?
  /// The directory that contains `models`.
  public var directory: String
  /// The path of the running program.
  public var executable: String?
  /// The directory of the models that the user keeps.
  public var userModels: String?

  /// Creates a locator that looks in these places.
  public init(
    environment: String? = nil, directory: String = ".", executable: String? = nil,
    userModels: String? = nil
  ) {
    self.environment = environment
    self.directory = directory
    self.executable = executable
    self.userModels = userModels
  }

  /// The locator of this process: its environment, working directory and program.
  ///
  /// The user's models are in `translate/models` under `$XDG_DATA_HOME`, or else under `~/.local/share`.
  public static var current: ModelLocator {
    let home = Environment.value(of: "HOME").flatMap { $0.isEmpty ? nil : "\($0)/.local/share" }
    // What is not absolute is to be ignored, says the XDG Base Directory Specification.
    let data = Environment.value(of: "XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return ModelLocator(
      environment: Environment.value(of: variable), executable: Environment.executable,
      userModels: (data ?? home).map { "\($0)/translate/models" })
  }

  /// A model's path and why it was chosen.
  public struct Location: Sendable, Hashable {
    /// The model file.
    public let path: String
    /// Where it was found.
    public let origin: Origin

    /// The places a model is found in.
    public enum Origin: Sendable, Hashable {
      case named, environment, lastTrained, user, shipped
    }
  }

  /// The places of models.
  package var places: ModelPlaces {
    ModelPlaces(working: directory, user: userModels, program: executable)
  }

  /// The path of the model to use.
  ///
  /// - Parameters:
  ///   - name: the model file, directory or name that was asked for; nil looks in the other places.
  ///   - languages: what the model must translate between; nil takes any.
  /// - Returns: the path, and where it was found.
  /// - Throws: ``ModelError`` if the model asked for does not exist, if none is found, or if none that is found
  ///   translates between the languages.
  public func locate(
    _ name: String? = nil, languages: LanguagePair? = nil
  ) throws(ModelError) -> Location {
    if let name {
      let location = Location(path: try file(name), origin: .named)
      if let languages { try check(location, languages) }
      return location
    }
    let candidates = try candidates()
    guard let languages else {
      if let first = candidates.first { return first }
      throw .noModel(directory: places.working)
    }
    let known = candidates.map { ($0, (try? ModelSummary(path: $0.path))?.languages) }
    let exact = known.first { $0.1 == languages }
    if let found = exact ?? known.first(where: { $0.1?.isLike(languages) == true }) {
      return found.0
    }
    throw .noModelBetween(languages, others: Self.unique(known.compactMap(\.1)))
  }

  private func check(_ location: Location, _ languages: LanguagePair) throws(ModelError) {
    let found = try ModelSummary(path: location.path).languages
    if found?.isLike(languages) == true { return }
    throw .otherLanguages(path: location.path, languages: found, wanted: languages)
  }

  /// All models that may be taken without being named, the first first.
  private func candidates() throws(ModelError) -> [Location] {
    let places = places
    var all: [Location] = []
    if let environment, !environment.isEmpty {
      all.append(
        Location(path: try file(environment, named: Self.variable), origin: .environment))
    }
    let working = ModelPlaces.newest(in: places.working)
    let shipped = ModelPlaces.file(Self.shipped, in: places.working)
    all += working.filter { $0 != shipped }.map { Location(path: $0, origin: .lastTrained) }
    all += (places.user.map(ModelPlaces.newest) ?? []).map { Location(path: $0, origin: .user) }
    all += working.filter { $0 == shipped }.map { Location(path: $0, origin: .shipped) }
    for place in places.installed {
      let models = ModelPlaces.names(in: place).map { ModelPlaces.file($0, in: place) }
      let shipped = ModelPlaces.file(Self.shipped, in: place)
      all += (models.filter { $0 == shipped } + models.filter { $0 != shipped })
        .map { Location(path: $0, origin: .shipped) }
    }
    return all
  }

  /// The model file of a path or a name.
  private func file(_ name: String, named variable: String? = nil) throws(ModelError) -> String {
    let status = FileStatus(path: name)
    if status?.isDirectory == false { return name }
    let path = name.hasSuffix("/") ? name + Self.fileName : "\(name)/\(Self.fileName)"
    if status != nil && FileSystem.exists(path) { return path }
    if !name.contains("/") {
      let files = places.all.map { ModelPlaces.file(name, in: $0) }
      if let found = files.first(where: FileSystem.exists) { return found }
    }
    if status != nil { throw .notInDirectory(path: name, file: Self.fileName) }
    throw .notFound(path: name, variable: variable)
  }

  private static func unique(_ pairs: [LanguagePair]) -> [LanguagePair] {
    var seen: Set<LanguagePair> = []
    return pairs.filter { seen.insert($0).inserted }
  }
}
