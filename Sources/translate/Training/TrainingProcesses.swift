import ArgumentParser
import NeuralNetwork
import Platform

#if MPI
  import MessagePassing
#endif

/// The processes that `mpirun` or Slurm started to train together: process 0 reports and writes.
enum TrainingProcesses {
  /// Several processes were started, by a program that cannot let them train together.
  struct NotBuilt: Error, CustomStringConvertible {
    let count: Int
    var description: String { "\(count) processes were started, but this program has no MPI" }
  }

  /// Where MPI's starters say how many processes there are.
  private static let counts = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"]

  /// Runs `body` with the other processes that were started with this one, if there are any; returns what it returns.
  ///
  /// If `body` throws in one process, all end.
  static func run(_ body: (any Collective) throws -> Int32) throws -> Int32 {
    #if MPI
      let signs = counts + ["PMIX_RANK", "PMI_RANK"]
      if signs.contains(where: { Environment.value(of: $0) != nil }) {
        return try together(MessagePassing(), body)
      }
    #else
      let count = counts.compactMap { Environment.value(of: $0).flatMap { Int($0) } }.max() ?? 1
      if count > 1 { throw NotBuilt(count: count) }
    #endif
    return try body(SingleProcess())
  }

  #if MPI
    private static func together(
      _ processes: MessagePassing, _ body: (any Collective) throws -> Int32
    ) throws -> Int32 {
      if !processes.isFirst { StandardError.beQuiet() }
      do {
        let code = try body(processes)
        processes.finish()
        return code
      } catch {
        let code = (error as? ExitCode)?.rawValue
        // If all fail alike, the first says why, and ends the others meanwhile.
        if !processes.isFirst { SystemThread.sleep(seconds: 1) }
        let name = "process \(processes.rank): "
        MessagePassing.endAll(code ?? Main.report(error, inProcess: name))
        throw error
      }
    }
  #endif
}
