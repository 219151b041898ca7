import Platform
import Seq2Seq

/// Feeds damaged files to the readers of files.
///
///     fuzz measure model <file>                 # the peak memory of reading it, and whether it was read
///     fuzz train <file>                         # writes a sound checkpoint, to be mutated
///     fuzz mutate model <file> <count> <seed>   # mutations of a sound file, for `make test`
///     fuzz model <file> …                       # reads inputs that libFuzzer has found once more
#if !FUZZING
  @main
  enum Main {
    static func main() throws {
      let arguments = CommandLine.arguments.dropFirst()
      let scratch = "\(Scratch.directory)/fuzz-\(Environment.processIdentifier)"
      defer { FileSystem.remove(scratch) }
      if arguments.first == "train", let path = arguments.dropFirst().first {
        return try SmallTraining.writeCheckpoint(to: path)
      }
      if arguments.first == "measure" { return try measure(Array(arguments.dropFirst())) }
      if arguments.first == "mutate" { return try mutate(Array(arguments.dropFirst()), scratch) }
      guard let target = arguments.first.flatMap(Target.init(rawValue:)) else { usage() }
      for path in arguments.dropFirst() { _ = try target.read(path) }
    }

    /// Prints the peak memory of reading a file, like a mutation.
    private static func measure(_ arguments: [String]) throws {
      guard arguments.count == 2, let target = Target(rawValue: arguments[0]) else { usage() }
      ProcessMemory.forgetPeak()
      let before = ProcessMemory.current
      let isRead = try target.read(arguments[1])
      let size = FileStatus(path: arguments[1])?.size ?? 0
      print(
        """
        {"memory":\(ProcessMemory.peak - before),"read":\(isRead ? 1 : 0),\
        "refused":\(isRead ? 0 : 1),"size":\(size)}
        """)
    }

    /// Prints how many mutations were read and how many refused, and the peak memory of reading one.
    private static func mutate(_ arguments: [String], _ scratch: String) throws {
      guard arguments.count == 4, let target = Target(rawValue: arguments[0]),
        let count = Int(arguments[2]), let seed = UInt64(arguments[3])
      else { usage() }
      let sound = try Scratch.bytes(of: arguments[1])
      guard try target.read(arguments[1]) else {
        FileDescriptor.standardError.write(
          text: "error: \(arguments[1]) is not sound to begin with\n")
        endProcess(1)
      }
      var mutation = Mutation(generator: SeededGenerator(seed: seed), focus: focus(target, sound))
      var (read, memory) = (0, 0)
      for _ in 0..<count {
        try Scratch.write(mutation.apply(to: sound), to: scratch)
        ProcessMemory.forgetPeak()
        let before = ProcessMemory.current
        if try target.read(scratch) { read += 1 }
        memory = max(memory, ProcessMemory.peak - before)
      }
      SmallTraining.remove()
      print(
        "{\"memory\":\(memory),\"read\":\(read),\"refused\":\(count - read),\"size\":\(sound.count)}"
      )
    }

    /// The bytes to change most often: a model file's header, which begins with its own length, or the state in that of a
    /// checkpoint.
    private static func focus(_ target: Target, _ sound: [UInt8]) -> Range<Int> {
      let header = 8 + sound.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      switch target {
      case .model: return 0..<header
      case .checkpoint:
        let key = Array("\"state\":".utf8)
        let start = (0..<header).first { sound[$0...].starts(with: key) } ?? 0
        let end = sound[start..<header].firstIndex(of: UInt8(ascii: "}")) ?? header
        return start..<end
      default: return 0..<sound.count
      }
    }

    private static func usage() -> Never {
      let targets = Target.allCases.map(\.rawValue).joined(separator: "|")
      FileDescriptor.standardError.write(
        text: "usage: fuzz mutate \(targets) <file> <count> <seed>, or fuzz \(targets) <file> …\n")
      endProcess(64)
    }
  }
#endif
