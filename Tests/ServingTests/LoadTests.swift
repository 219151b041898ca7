import Foundation
import NIOCore
import Serving
import Testing

/// Clients that want too much, are too slow, or go away.
@Suite struct LoadTests {
  /// A request that keeps one thread busy for a while.
  private static func long(_ lines: Int) -> String {
    let line = "Where is the station, and when does the last train to the city leave?"
    let text = Array(repeating: line, count: lines).joined(separator: "\\n")
    return #"{"q": "\#(text)", "source": "en", "target": "fr", "alternatives": 10}"#
  }

  /// Waits until the metrics of the server have a line.
  private static func wait(
    for line: @escaping (Substring) -> Bool, _ client: TestClient
  ) async throws -> Bool {
    for _ in 0..<2000 {
      let page = try await client.get("/metrics").text
      if page.split(separator: "\n").contains(where: line) { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  private static func isWaiting(_ line: Substring) -> Bool {
    line.hasPrefix("translate_waiting_lines ") && !line.hasSuffix(" 0")
  }

  @Test func whoComesToAFullQueueIsToldWhenToComeAgain() async throws {
    try await TestServer.run {
      $0.limits.waitingLines = 500
    } _: { client in
      async let first = client.post("/translate", Self.long(500))
      #expect(try await Self.wait(for: Self.isWaiting, client))
      let second = try await client.post(
        "/translate", #"{"q": "I am cold.", "source": "en", "target": "fr"}"#)
      #expect(second.status == 429)
      #expect(second.error?.hasPrefix("too many texts are waiting; come again in ") == true)
      #expect(
        second.headers["retry-after"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
      let stream = try await client.post(
        "/translate/stream", #"{"q": "I am cold.", "source": "en", "target": "fr"}"#)
      #expect(stream.status == 429)
      #expect(try await first.status == 200)
      let third = try await client.post(
        "/translate", #"{"q": "I am cold.", "source": "en", "target": "fr"}"#)
      #expect(third.status == 200)
    }
  }

  @Test func whatTakesTooLongIsGivenUp() async throws {
    try await TestServer.run {
      $0.limits.time = .milliseconds(50)
    } _: { client in
      let answer = try await client.post("/translate", Self.long(700))
      #expect(answer.status == 503)
      #expect(answer.error == "this takes too long; send less text at once")
      let stream = try await client.post("/translate/stream", Self.long(700))
      #expect(stream.status == 200)
      #expect(stream.text.hasSuffix("\"error\":\"this takes too long; send less text at once\"}\n"))
      // The lines that nobody waits for are dropped.
      #expect(try await Self.wait(for: { $0 == "translate_waiting_lines 0" }, client))
    }
  }

  @Test func aBodyThatDoesNotArriveIsNotWaitedFor() async throws {
    try await TestServer.run {
      $0.limits.time = .milliseconds(200)
    } _: { client in
      let head = "POST /translate HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{\"q\":"
      let answer = try TestClient.answer(try await client.exchange(Data(head.utf8)))
      #expect(answer.status == 408)
      #expect(answer.headers["connection"] == "close")
    }
  }

  @Test func aHeadThatDoesNotArriveIsNotWaitedFor() async throws {
    try await TestServer.run {
      $0.limits.idleTime = .milliseconds(200)
    } _: { client in
      let answer = try await client.exchange(Data("POST /translate HTTP/1.1\r\nHost:".utf8))
      #expect(answer.isEmpty)
    }
  }

  @Test func aClientThatIsGoneCostsNothing() async throws {
    try await TestServer.run { client in
      let body = Self.long(700)
      let head =
        "POST /translate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n"
      let channel = try await client.connect()
      try await channel.executeThenClose { _, outbound in
        try await outbound.write(ByteBuffer(string: head + body))
        #expect(try await Self.wait(for: Self.isWaiting, client))
      }
      #expect(try await Self.wait(for: { $0.contains("status=\"499\"") }, client))
      #expect(try await Self.wait(for: { $0 == "translate_waiting_lines 0" }, client))
    }
  }

  @Test func aConnectionServesManyRequests() async throws {
    try await TestServer.run { client in
      let one = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
      let body = #"{"q": "I am cold.", "source": "en", "target": "fr"}"#
      let two =
        "POST /translate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      let last = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let bytes = try await client.exchange(Data((one + two + two + last).utf8))
      let answers = String(decoding: bytes, as: UTF8.self)
      #expect(answers.components(separatedBy: "HTTP/1.1 200 OK").count == 5)
      #expect(answers.components(separatedBy: "J'ai froid.").count == 3)
    }
  }

  @Test func manyClientsGetTheirOwnAnswers() async throws {
    try await TestServer.run { client in
      let pairs = [("I am cold.", "J'ai froid."), ("Where is the station?", "Où est la gare ?")]
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<64 {
          group.addTask {
            let (source, target) = pairs[number % 2]
            let answer = try await client.post(
              "/translate", "{\"q\": \"\(source)\", \"source\": \"en\", \"target\": \"fr\"}")
            return answer.json["translatedText"] as? String == target
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
    }
  }
}
