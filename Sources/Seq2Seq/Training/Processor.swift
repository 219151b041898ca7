internal import Platform

/// The processor of this machine, for people.
package enum Processor {
  /// Its name, with what identifies it where virtual machines hide the name.
  package static let name: String = {
    #if canImport(Darwin)
      return Machine.processor
    #else
      guard let reader = try? LineReader(path: "/proc/cpuinfo") else { return "unknown" }
      var values: [String: String] = [:]
      while let line = try? reader.next() {
        let parts = String(decoding: line.bytes, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let key = parts[0].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if values[key] == nil { values[key] = String(parts[1].drop { $0 == " " }) }
      }
      let known = ["model name", "cpu family", "model"].compactMap { values[$0] }
      return known.isEmpty ? "unknown" : known.joined(separator: ", ")
    #endif
  }()
}
