internal import Platform

/// The resident memory of this process, in bytes.
package enum ProcessMemory {
  /// The memory in use now; on systems that do not report it, the peak.
  package static var current: Int { field("VmRSS:") ?? Environment.largestMemory }

  /// The most memory ever in use.
  package static var peak: Int { field("VmHWM:") ?? Environment.largestMemory }

  /// Makes ``peak`` count from now on, if the system can; otherwise it counts from the process' start.
  package static func forgetPeak() {
    let path = "/proc/self/clear_refs"
    guard let file = try? OpenFile(path: path, action: .write, access: .writingExisting) else {
      return
    }
    try? file.write([UInt8(ascii: "5")])
  }

  /// A line of `/proc/self/status` on Linux, in bytes; nil if the file or the line is missing.
  static func field(_ name: String, in path: String = "/proc/self/status") -> Int? {
    guard let file = try? LineReader(path: path) else { return nil }
    while let line = try? file.next() {
      guard line.bytes.starts(with: name.utf8) else { continue }
      let digits = line.bytes.filter { (0x30...0x39).contains($0) }
      return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
    }
    return nil
  }
}
