import Platform

extension OpenFile {
  /// Some of the file's bytes; fewer if the file ends.
  func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    do throws(SystemError) {
      return unsafe try [UInt8](capacity: range.count) { room throws(SystemError) in
        unsafe try descriptor.read(
          at: range.lowerBound, into: UnsafeMutableRawBufferPointer(room))
      }
    } catch { throw FileError(path: path, action: .read, error) }
  }
}
