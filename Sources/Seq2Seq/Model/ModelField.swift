/// A property of a ``ModelConfiguration``: the key it is written under, the label that people read, and its value.
///
/// ``ModelConfiguration/fields`` lists all of them; files, checkpoints, printers and comparisons use that list.
package struct ModelField: Sendable {
  /// A value as it is written and shown.
  package enum Value: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case flag(Bool)
    case choice(String)

    package var description: String {
      switch self {
      case .number(let number): "\(number)"
      case .flag(let isSet): isSet ? "yes" : "no"
      case .choice(let name): name
      }
    }
  }

  /// A key of any name.
  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  typealias Values = KeyedDecodingContainer<Key>

  package let key: String
  package let label: String
  /// Whether all files have it since the first version; otherwise it may be missing, and has its default.
  let isOriginal: Bool
  private let get: @Sendable (ModelConfiguration) -> Value
  private let decode: @Sendable (Values, Key, inout ModelConfiguration) throws -> Void

  package func value(of configuration: ModelConfiguration) -> Value { get(configuration) }

  /// Reads the value from `values` into a configuration.
  ///
  /// - Throws: `DecodingError` if a required value is missing, or the value is unknown.
  func read(from values: Values, into configuration: inout ModelConfiguration) throws {
    let key = Key(stringValue: key)
    if !isOriginal && !values.contains(key) { return }
    try decode(values, key, &configuration)
  }
}

extension ModelField {
  init(
    _ key: String, _ label: String, _ path: any WritableKeyPath<ModelConfiguration, Int> & Sendable
  ) {
    self.key = key
    self.label = label
    isOriginal = true
    get = { .number($0[keyPath: path]) }
    decode = { $2[keyPath: path] = try $0.decode(Int.self, forKey: $1) }
  }

  init(
    _ key: String, _ label: String,
    _ path: any WritableKeyPath<ModelConfiguration, Bool> & Sendable,
    isOriginal: Bool = false
  ) {
    self.key = key
    self.label = label
    self.isOriginal = isOriginal
    get = { .flag($0[keyPath: path]) }
    decode = { $2[keyPath: path] = try $0.decode(Bool.self, forKey: $1) }
  }

  init<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
    _ key: String, _ label: String,
    _ path: any WritableKeyPath<ModelConfiguration, Choice> & Sendable
  ) {
    self.key = key
    self.label = label
    isOriginal = true
    get = { .choice($0[keyPath: path].rawValue) }
    decode = { $2[keyPath: path] = try $0.decodeChoice($1) }
  }
}

extension KeyedDecodingContainer {
  /// Decodes a case by its name; the error for an unknown name lists the known ones.
  fileprivate func decodeChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: Key
  ) throws -> Choice {
    let name = try decode(String.self, forKey: key)
    if let choice = Choice(rawValue: name) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self,
      debugDescription: """
        this version of the program does not know the \(key.stringValue) "\(name)", only \(known)
        """)
  }
}
