import Foundation
import Testing

/// The program: its options, its log, and how it ends.
@Suite struct ProgramTests {
  private static let path = Bundle.main.bundleURL.appendingPathComponent("translate-server").path

  /// Runs the program, and returns its exit code and what it wrote; `end` must end it once it listens.
  private static func run(
    _ arguments: [String], until end: (TestClient, Process) async throws -> Void
  ) async throws -> (code: Int32, log: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    var log = Data()
    let handle = pipe.fileHandleForReading
    var port: Int?
    while port == nil, case let part = handle.availableData, !part.isEmpty {
      log += part
      let text = String(decoding: log, as: UTF8.self)
      port = text.firstMatch(of: /127\.0\.0\.1:(\d+);/).flatMap { Int($0.1) }
    }
    if let port { try await end(TestClient(port: port), process) }
    log += handle.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: log, as: UTF8.self))
  }

  private static let start = ["--port", "0", "--model", TestServer.model, "--threads", "1"]

  @Test func aSignalLetsItFinish() async throws {
    let lines = Array(repeating: "Where is the station?", count: 300).joined(separator: "\\n")
    let body = #"{"q": "\#(lines)", "source": "en", "target": "fr", "alternatives": 5}"#
    let result = try await Self.run(Self.start) { client, process in
      async let answer = client.post("/translate", body)
      // On a busy machine it may be answered before it is seen: to wait for that without end would hang.
      for _ in 0..<1000 {
        let metrics = try await client.get("/metrics").text
        if metrics.contains("translate_requests_in_progress 2") { break }
      }
      process.terminate()
      #expect(try await answer.status == 200)
    }
    #expect(result.code == 0)
    #expect(result.log.contains("POST /translate 200"))
    #expect(!result.log.contains("station"))
    #expect(!result.log.contains("gare"))
  }

  @Test func logsTextsIfAsked() async throws {
    let result = try await Self.run(Self.start + ["--log-text"]) { client, process in
      _ = try await client.form("/translate", "q=I+am+cold.&source=en&target=fr")
      process.terminate()
    }
    #expect(result.log.contains("I am cold."))
    #expect(result.log.contains("J'ai froid."))
  }

  @Test(arguments: [
    (["--port", "70000"], "--port is 70000"), (["--threads", "0"], "--threads is 0"),
    (["--max-lines", "0"], "--max-lines is 0"), (["--model", "/nowhere"], "/nowhere"),
    (["--model", "/dev/null"], "/dev/null"), (["--what"], "--what"),
    (["--api-keys", "/nowhere"], "/nowhere"), (["--api-keys", "/dev/null"], "no key"),
  ])
  func refusesWhatCannotBe(_ arguments: [String], _ words: String) async throws {
    let result = try await Self.run(arguments) { _, process in process.terminate() }
    #expect([1, 64].contains(result.code))
    #expect(result.log.hasPrefix("error: "))
    #expect(result.log.contains(words), "\(result.log)")
  }

  @Test func saysThatAPortIsTaken() async throws {
    try await TestServer.run { client in
      let result = try await Self.run(
        ["--port", "\(client.port)", "--model", TestServer.model]
      ) { _, process in process.terminate() }
      #expect(result.code == 1)
      #expect(
        result.log.hasPrefix("error: cannot listen at 127.0.0.1:\(client.port): "), "\(result.log)")
    }
  }

  @Test func helpsWithItsOptions() async throws {
    let result = try await Self.run(["--help"]) { _, process in process.terminate() }
    #expect(result.code == 0)
    #expect(result.log.contains("USAGE: translate serve"))
  }

  /// Each option, with values that it refuses; flags have none.
  private static let options: [String: [String]] = [
    "--model": [], "--threads": ["0", "1025", "x"], "--quiet": ["=x"], "--host": [],
    "--port": ["-1", "65536", "x"], "--public-url": ["example.org", "ftp://example.org"],
    "--api-keys": [], "--cors": [], "--log-text": ["=x"],
    "--max-characters": ["0", "1073741825", "x"], "--max-lines": ["0", "1073741825", "x"],
    "--max-bytes": ["0", "1073741825", "x"], "--max-waiting": ["0", "1073741825", "x"],
    "--max-seconds": ["0", "1073741825", "x"], "--max-connections": ["0", "1073741825", "x"],
  ]

  /// A new option needs a line in the table, and a removed option must leave it.
  @Test func theHelpListsTheOptionsOfTheTable() async throws {
    let help = try await Self.run(["--help"]) { _, process in process.terminate() }
    let listed = help.log.split(separator: "\n").filter { $0.hasPrefix("  -") }.compactMap { line in
      line.split { " ,".contains($0) }.first { $0.hasPrefix("--") }.map(String.init)
    }
    #expect(listed.sorted() == (Self.options.keys + ["--version", "--help"]).sorted())
  }

  @Test func wrongValuesAreRefusedByName() async throws {
    for (option, values) in Self.options {
      for value in values {
        let word = value.hasPrefix("=") ? option + value : "\(option)=\(value)"
        let result = try await Self.run([word]) { _, process in process.terminate() }
        #expect(result.code == 64, "\(word): \(result.log)")
        #expect(result.log.hasPrefix("error: ") && result.log.contains(option), "\(result.log)")
        #expect(result.log.split(separator: "\n").count == 1)
      }
    }
  }

  /// Behind a proxy with TLS, a file is at the proxy's address.
  @Test func aTranslatedFileIsAtThePublicAddress() async throws {
    let form =
      "--x\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nen\r\n"
      + "--x\r\nContent-Disposition: form-data; name=\"target\"\r\n\r\nfr\r\n"
      + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\nI am cold.\r\n--x--\r\n"
    _ = try await Self.run(Self.start + ["--public-url", "https://example.org/t/"]) {
      client, process in
      let answer = try await client.request(
        "POST", "/translate_file", Data(form.utf8), type: "multipart/form-data; boundary=x")
      let address = try #require(answer.json["translatedFileUrl"] as? String, "\(answer.text)")
      #expect(address.hasPrefix("https://example.org/t/download_file/"))
      process.terminate()
    }
  }
}
