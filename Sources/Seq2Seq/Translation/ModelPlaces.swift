internal import Platform

/// The directories whose subdirectories are models, the first first.
package struct ModelPlaces: Sendable {
  /// `models` under the working directory, where trainings write.
  package let working: String
  /// The models that a user keeps; nil if the user has no home.
  package let user: String?
  /// The models that were installed with the program, or lie beside its sources.
  package let installed: [String]

  /// All that exist, each once.
  package var all: [String] {
    var seen: Set<FileStatus.Identity> = []
    return ([working] + [user].compactMap(\.self) + installed).filter { place in
      guard let status = FileStatus(path: place), status.isDirectory else { return false }
      return seen.insert(status.identity).inserted
    }
  }

  package init(working directory: String, user: String?, program: String?) {
    working = directory == "." ? "models" : "\(directory)/models"
    self.user = user
    installed = program.map(Self.installed) ?? []
  }

  /// `share/translate/models` beside the program's directory, and the `models` above the program that have the
  /// model which comes with it, as in a build folder.
  private static func installed(with program: String) -> [String] {
    let parents = parents(of: program)
    return parents.dropFirst().prefix(1).map { "\($0)/share/translate/models" }
      + parents.map { "\($0)/models" }.filter {
        FileSystem.exists("\($0)/\(ModelLocator.shipped)/\(ModelLocator.fileName)")
      }
  }

  private static func parents(of path: String) -> [String] {
    var parents: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      parents.append(String(rest))
    }
    return parents
  }

  /// Whether a model came with the program: what is only where that was installed, and the model of its sources.
  package func isInstalled(_ name: String, in place: String) -> Bool {
    let identity = FileStatus(path: place)?.identity
    guard installed.contains(where: { FileStatus(path: $0)?.identity == identity }) else {
      return false
    }
    let own = [working, user].compactMap(\.self)
    return name == ModelLocator.shipped
      || !own.contains { FileStatus(path: $0)?.identity == identity }
  }

  /// The names of the models in a place, sorted.
  package static func names(in place: String) -> [String] {
    FileSystem.names(in: place).filter { FileSystem.exists(file($0, in: place)) }.sorted()
  }

  /// The model file of a name in a place.
  package static func file(_ name: String, in place: String) -> String {
    "\(place)/\(name)/\(ModelLocator.fileName)"
  }

  /// The model files of a place, the newest first; among equally new ones, the first by name first.
  package static func newest(in place: String) -> [String] {
    let found = names(in: place).map { file($0, in: place) }.compactMap { path in
      FileStatus(path: path).map { (path: path, changed: $0.changed) }
    }
    // Sorting keeps the order of what is equal.
    return found.sorted { $0.changed > $1.changed }.map(\.path)
  }
}
