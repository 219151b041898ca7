/// A property of a ``ModelConfiguration``: the key it is written under, the label that people read, and its value.
///
/// ``ModelConfiguration/fields`` is the one list of them. Files, checkpoints, printers and comparisons go by it.
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
  /// Whether files of the first version have it; in others it may be missing, and then has its default.
  let isOriginal: Bool
  private let get: @Sendable (ModelConfiguration) -> Value
  private let decode: @Sendable (Values, Key, inout ModelConfiguration) throws -> Void

  package func value(of configuration: ModelConfiguration) -> Value { get(configuration) }

  /// Takes the value from `values`.
  ///
  /// - Throws: `DecodingError` if it is not there but must be, or is none of those that are known.
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
  /// A case by its name; one that is not known is named in the error, with those that are.
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
