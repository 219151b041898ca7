import Platform

/// The files that are read, by their identity: to write one of them would destroy what is read.
package struct InputFiles {
  private var paths: [FileStatus.Identity: String] = [:]

  /// Notes the regular files among these; what does not exist is reported by whoever opens it.
  package init(_ paths: [String]) {
    for path in paths { add(FileStatus(path: path), path) }
  }

  /// Notes standard input, if it comes from a file.
  package mutating func addStandardInput() {
    add(try? FileDescriptor.standardInput.status(), "standard input")
  }

  private mutating func add(_ status: FileStatus?, _ name: String) {
    if let status, status.isRegular { paths[status.identity] = name }
  }

  /// Refuses an output that is one of these files, whatever it is called.
  package func check(output: String) throws(FileError) {
    try check(FileStatus(path: output), output)
  }

  /// Refuses to append results to one of these files, which would then never end.
  package func checkStandardOutput() throws(FileError) {
    try check(try? FileDescriptor.standardOutput.status(), "standard output")
  }

  private func check(_ status: FileStatus?, _ output: String) throws(FileError) {
    guard let status, let input = paths[status.identity] else { return }
    throw FileError(path: output, action: .write, reason: .isRead(as: input))
  }
}
