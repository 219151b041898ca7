/// Lines of `metrics.jsonl` without what differs between two runs of the same training: the times at the end of each.
package func withoutTimes(_ bytes: [UInt8]) -> [UInt8] {
  let lines = String(decoding: bytes, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  return Array(
    lines.map { line in
      guard let times = line.firstRange(of: ",\"seconds\":") else { return String(line) }
      return line[..<times.lowerBound] + "}"
    }.joined(separator: "\n").utf8)
}
