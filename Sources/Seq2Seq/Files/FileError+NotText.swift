internal import Platform

extension FileError {
  /// Why a file that begins with some bytes cannot be read as text; nil if it may be text.
  ///
  /// `isUnpacked`: the file is compressed with gzip, and the bytes are those inside.
  package static func notText(
    _ head: [UInt8], path: String, isUnpacked: Bool = false
  ) -> FileError? {
    let kind: FileKind?
    if !GzipDecoder.isGzip(head) {
      kind = FileKind.recognized(head, path: path)
    } else if isUnpacked {
      kind = FileKind("compressed with gzip twice", "unpack it once with `gzip -d`")
    } else {
      kind = FileKind("compressed with gzip", "unpack it first, with `gzip -dk`")
    }
    return kind.map {
      FileError(path: path, action: .read, reason: .notText(kind: $0.name, remedy: $0.remedy))
    }
  }
}
