import TestSupport
import Testing

/// A program without MPI does not train beside others that believe to train with it.
@Suite struct SeveralProcessesTests {
  private func train(_ environment: [String: String]) async throws -> Program.Result {
    try await Program.shell(
      "\"$translate\" train p.tsv --languages en-fr", in: TemporaryDirectory(),
      environment: environment)
  }

  @Test(arguments: ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"])
  func severalAreRefused(variable: String) async throws {
    let result = try await train([variable: "4"])
    #expect(result.code == 1)
    #expect(
      result.errors
        == "error: 4 processes were started, but this program has no MPI; build it with `make build MPI=1`\n"
    )
  }

  @Test func oneTrainsAlone() async throws {
    let result = try await train(["OMPI_COMM_WORLD_SIZE": "1"])
    #expect(result.errors.contains("p.tsv"))
  }
}
