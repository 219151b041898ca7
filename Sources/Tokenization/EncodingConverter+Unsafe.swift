internal import CICU

/// Converts text of another encoding to UTF-8, piece by piece, as ICU does.
///
/// @unchecked Sendable: one thread at a time may use ICU's handle, and the handle has one owner at a time.
@safe package struct EncodingConverter: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// Nil if ICU does not know the encoding.
  package init?(_ encoding: String) {
    var status: Int32 = 0
    guard let handle = unsafe ci_converter_open(encoding, &status) else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe ci_converter_close(handle) }

  /// Converts `text` into a buffer from `start` on, until one is used up or the other is full.
  ///
  /// What is wrong in the text becomes U+FFFD. `isEnd` says that nothing follows the text.
  ///
  /// - Returns: the numbers of bytes used and written; nil if ICU fails.
  package mutating func convert(
    _ text: Span<UInt8>, isEnd: Bool, into buffer: inout [UInt8], from start: Int
  ) -> (used: Int, written: Int)? {
    precondition((0...buffer.count).contains(start), "a place beyond the buffer")
    var (used, status): (Int64, Int32) = (0, 0)
    let written = unsafe text.withUnsafeBufferPointer { text in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        // An empty span may have no address, which ICU takes for a mistake.
        var nothing: UInt8 = 0
        let room = unsafe UnsafeMutableBufferPointer(rebasing: buffer[start...])
        return unsafe withUnsafePointer(to: &nothing) { nothing in
          unsafe ci_converter_convert(
            handle, text.baseAddress ?? nothing, Int64(text.count), &used, room.baseAddress,
            Int64(room.count), isEnd, &status)
        }
      }
    }
    return ci_is_failure(status) ? nil : (Int(used), Int(written))
  }

  /// The encodings that a text may be in, the likeliest first, and how sure each is, from 0 to 100.
  package static func guesses(of text: Span<UInt8>) -> [(encoding: String, confidence: Int)] {
    let most = 16
    let size = Int(CI_ENCODING_NAME)
    var names = [CChar](repeating: 0, count: most * size)
    var confidences = [Int32](repeating: 0, count: most)
    var status: Int32 = 0
    let count = unsafe text.withUnsafeBufferPointer { text in
      unsafe ci_detect_encodings(
        text.baseAddress, Int64(text.count), &names, &confidences, Int32(most), &status)
    }
    return (0..<Int(count)).map { index in
      let name = names[index * size..<(index + 1) * size].prefix { $0 != 0 }
      return (
        String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self),
        Int(confidences[index])
      )
    }
  }
}
