import Platform

/// Why a file could not be read, written or locked.
///
/// `description` is one line: what is wrong, with which file, and what to do about it.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done to the file.
  public enum Action: String, Hashable, Sendable {
    case read, write, lock
  }

  /// Why it failed.
  public enum Reason: Hashable, Sendable {
    /// Nothing of that name exists.
    case notFound
    /// The directory to write the file into does not exist, or was removed meanwhile.
    case noDirectory
    /// The path is a directory.
    case isDirectory
    /// The path is a device, a pipe or a socket.
    case notRegularFile
    /// The path is a symbolic link, which is not followed.
    case isSymbolicLink
    /// The same file is read, under this name.
    case isRead(as: String)
    /// The user has no permission for this on the file or its directory.
    case permissionDenied
    /// The file system is mounted read-only.
    case readOnlyFileSystem
    /// The disk, or the user's share of it, is full.
    case diskFull
    /// The file would exceed the largest size that the system allows.
    case sizeLimit
    /// The compressed data stops before its end.
    case gzipCutShort
    /// The compressed data fails its own checksums.
    case gzipDamaged
    /// Bytes that are not gzip follow the compressed data.
    case gzipFollowedByGarbage
    /// The directory was moved, or removed and made anew, while it was being written to.
    case directoryReplaced
    /// Its bytes were changed in place while they were read.
    case changedWhileRead
    /// Its encoded pairs are not those that were written.
    case damagedPairs
    /// The text is in an encoding that cannot be converted here, according to its byte order mark or its own words.
    case unknownEncoding(String)
    /// The conversion of its text failed.
    case damagedEncoding
    /// It is not text: what it is, and what to do to get at its text.
    case notText(kind: String, remedy: String)
    /// It is a directory that holds no file of a kind that can be read; the endings of such files.
    case nothingToRead(endings: String)
    /// Another process holds the lock; its process number, if it is known.
    case lockHeld(byProcess: Int32?)
    /// Any other error of the system, by its `errno`.
    case system(code: Int32)
  }

  /// The file's path, as it was given.
  public let path: String
  /// What was being done.
  public let action: Action
  /// Why it failed.
  public let reason: Reason

  /// Creates an error about one file.
  public init(path: String, action: Action, reason: Reason) {
    self.path = path
    self.action = action
    self.reason = reason
  }

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    "cannot \(action.rawValue) \(path): \(explanation)"
  }

  private var explanation: String {
    switch reason {
    case .notFound: "no such file; check its name and the working directory"
    case .noDirectory: "its directory does not exist; create it, or choose another"
    case .isDirectory: "it is a directory; name a file in it"
    case .notRegularFile: "it is not a regular file; name an ordinary file"
    case .isSymbolicLink: "it is a symbolic link, which is not followed; remove it"
    case .isRead(let name):
      name == path
        ? "it is read as well; choose another file"
        : "it is the same file as \(name), which is read; choose another file"
    case .permissionDenied: "permission denied; check who owns it and its directory"
    case .readOnlyFileSystem: "the file system is read-only; choose another directory"
    case .diskFull: "the disk is full; free some space and try again"
    case .sizeLimit: "it grows past the largest size allowed for a file; see `ulimit -f`"
    case .gzipCutShort: "its gzip data is cut short; fetch the file again"
    case .gzipDamaged: "its gzip data is damaged; check it with `gzip -t` or fetch it again"
    case .gzipFollowedByGarbage:
      "other bytes follow its gzip data; fetch it again, or decompress it with `gzip -dc` first"
    case .directoryReplaced:
      "it is no longer the directory that was locked; if it was moved, resume there"
    case .changedWhileRead: "it was changed while it was read; try again"
    case .damagedPairs:
      "its encoded pairs were changed or damaged; remove it and start again, which encodes them anew"
    case .unknownEncoding(let name):
      "its text is in \(name); convert it to UTF-8 with `iconv -f \(name) -t UTF-8`"
    case .damagedEncoding: "its text cannot be converted to UTF-8; try it with `iconv`"
    case .notText(let kind, let remedy): "it is \(kind); \(remedy)"
    case .nothingToRead(let endings):
      "it is a directory without files of sentence pairs, whose names end in \(endings)"
    case .lockHeld(let process):
      "\(Self.holder(process)) is writing there; wait for it, or choose another directory"
    case .system(let code): SystemError(code: code).message
    }
  }

  private static func holder(_ process: Int32?) -> String {
    process.map { "process \($0)" } ?? "another process"
  }
}

extension FileError {
  /// Creates an error from the system's error.
  init(path: String, action: Action, _ error: SystemError) {
    self.init(path: path, action: action, reason: Reason(error, to: action))
  }
}

extension FileError.Reason {
  init(_ error: SystemError, to action: FileError.Action) {
    self =
      switch error {
      case .noSuchFile, .notDirectory: action == .read ? .notFound : .noDirectory
      case .isDirectory: .isDirectory
      case .accessDenied, .notPermitted: .permissionDenied
      case .readOnlyFileSystem: .readOnlyFileSystem
      case .noSpace, .quotaExceeded: .diskFull
      case .fileTooLarge: .sizeLimit
      case .symbolicLink: .isSymbolicLink
      default: .system(code: error.code)
      }
  }
}
