import ArgumentParser

/// Values of one option, separated by commas; each counts once.
struct CommaSeparated<Value: ExpressibleByArgument & Hashable>: ExpressibleByArgument {
  /// At least one, in the order in which they are given.
  let values: [Value]

  init(_ values: [Value]) {
    var seen: Set<Value> = []
    self.values = values.filter { seen.insert($0).inserted }
  }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Value(argument: String($0)) }
    guard values.count == parts.count else { return nil }
    self.init(values)
  }

  var defaultValueDescription: String {
    values.map(\.defaultValueDescription).joined(separator: ",")
  }

  static var allValueStrings: [String] { Value.allValueStrings }
}
