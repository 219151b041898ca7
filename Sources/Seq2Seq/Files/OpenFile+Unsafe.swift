import Platform

extension OpenFile {
  /// Some of the file's bytes; fewer if the file ends.
  func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    // All empty arrays share one memory, which the initializer below would write to.
    if range.isEmpty { return [] }
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { room, initialized in
      let part = unsafe UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(room)[..<range.count])
      do throws(SystemError) {
        initialized = unsafe try descriptor.read(at: range.lowerBound, into: part)
      } catch { failure = error }
    }
    if let failure { throw FileError(path: path, action: .read, failure) }
    return bytes
  }
}
