internal import HTTPTypes

/// The keys that open the server; without any it is open.
struct APIKeys: Sendable {
  private let keys: [[UInt8]]

  init(_ keys: [String]) { self.keys = keys.map { Array($0.utf8) } }

  var areRequired: Bool { !keys.isEmpty }

  /// Refuses a request without a key, or with one that is not known.
  func check(_ key: String?) throws(APIError) {
    guard areRequired else { return }
    guard let key, !key.isEmpty else {
      throw APIError(
        .badRequest, "an API key is needed; ask whoever runs this server, and send it as api_key")
    }
    let given = Array(key.utf8)
    // Every key is compared, and to its end: the time tells nothing of how much of a key was right.
    let isKnown = keys.reduce(false) { found, key in Self.areEqual(key, given) || found }
    if !isKnown { throw APIError(.forbidden, "Invalid API key") }
  }

  /// Whether two keys are equal, in a time that depends on the length of the first alone.
  static func areEqual(_ key: [UInt8], _ given: [UInt8]) -> Bool {
    var difference: UInt8 = key.count == given.count ? 0 : 1
    for place in key.indices {
      difference |= key[place] ^ (given.isEmpty ? 1 : given[place % given.count])
    }
    return difference == 0
  }
}
