internal import Platform

/// How much memory this process can have in all.
struct AvailableMemory: Hashable {
  let bytes: Int
  /// Who sets this limit, for people.
  let limit: String

  /// The least of what the machine has left, what the control group allows, and what the limit on address space does;
  /// nil if the system reports none of them.
  static var now: AvailableMemory? {
    [machine, addressSpace, controlGroup()].compactMap { $0 }.min { $0.bytes < $1.bytes }
  }

  /// What is free or can be freed, and what this process has already.
  private static var machine: AvailableMemory? {
    let information = "/proc/meminfo"
    guard let free = ProcessMemory.field("MemAvailable:", in: information) else { return nil }
    let swap = ProcessMemory.field("SwapFree:", in: information) ?? 0
    return AvailableMemory(
      bytes: free + swap + ProcessMemory.current, limit: "this machine has left")
  }

  /// Address space is used up by more than memory, which is subtracted.
  private static var addressSpace: AvailableMemory? {
    guard let most = MemoryLimits.addressSpace, let taken = ProcessMemory.field("VmSize:") else {
      return nil
    }
    return AvailableMemory(
      bytes: max(0, most - taken + ProcessMemory.current),
      limit: "its limit on address space, `ulimit -v`, leaves")
  }

  /// The least limit of this process' control group and of those around it.
  ///
  /// - Parameters:
  ///   - groups: the file that names the control groups of the process.
  ///   - root: where control groups are mounted.
  /// - Returns: the limit; nil if there is none.
  static func controlGroup(
    of groups: String = "/proc/self/cgroup", in root: String = "/sys/fs/cgroup"
  ) -> AvailableMemory? {
    var least: Int?
    // Lines are `0::/path` with version 2, `number:controllers:/path` with version 1.
    for line in lines(of: groups) {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isFirstVersion = fields[1].split(separator: ",").contains("memory")
      guard isFirstVersion || fields[1].isEmpty else { continue }
      let mount = isFirstVersion ? root + "/memory" : root
      let file = isFirstVersion ? "memory.limit_in_bytes" : "memory.max"
      let folders = fields[2].split(separator: "/")
      for depth in 0...folders.count {
        let group = folders.prefix(depth).map { "/" + $0 }.joined()
        guard let limit = lines(of: mount + group + "/" + file).first.flatMap({ Int($0) }),
          limit < 1 << 60
        else { continue }
        least = min(least ?? .max, limit)
      }
    }
    return least.map { AvailableMemory(bytes: $0, limit: "its control group may have") }
  }

  private static func lines(of path: String) -> [String] {
    guard FileSystem.exists(path), let reader = try? LineReader(path: path) else { return [] }
    var lines: [String] = []
    while let line = try? reader.next() {
      lines.append(String(decoding: line.bytes, as: UTF8.self))
    }
    return lines
  }
}
