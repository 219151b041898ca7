internal import Platform

/// Memory that is resident for this process, in bytes.
package enum ProcessMemory {
  /// What it holds now; where the system does not say, the most it ever held.
  package static var current: Int { field("VmRSS:") ?? Environment.largestMemory }

  /// The most it ever held.
  package static var peak: Int { field("VmHWM:") ?? Environment.largestMemory }

  /// Lets ``peak`` count from now on, where the system can; else it goes on counting from the beginning.
  package static func forgetPeak() {
    let path = "/proc/self/clear_refs"
    guard let file = try? OpenFile(path: path, action: .write, access: .writingExisting) else {
      return
    }
    try? file.write([UInt8(ascii: "5")])
  }

  /// A line of `/proc/self/status`, which Linux has; nil without the file or the line.
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
