import Foundation
import Serving
import Testing

/// Requests that are wrong in any way are refused, and the server goes on.
@Suite struct MalformedTests {
  private static let bodies = [
    #"{"q": "I am cold.", "source": "en", "target": "fr", "alternatives": 2, "details": true}"#,
    #"{"q": ["I am cold.", "a"], "source": "auto", "target": "fr", "terms": {"a": "b"}}"#,
    "q=I+am%20cold.&source=en&target=fr&format=html",
    "--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\na\r\n--x\r\n"
      + "Content-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n\r\n<p>a</p>\r\n--x--\r\n",
  ]
  private static let types = [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "text/plain", "application/json; charset=\u{FF}", "multipart/form-data",
  ]
  private static let paths = [
    "/translate", "/detect", "/translate_file", "/translate/stream", "/suggest", "/languages",
    "/download_file/x", "/spec?q=%", "/%00", "*", "http://a/translate",
  ]

  /// A request with some bytes exchanged, removed or repeated, in its head or in its body.
  private static func request(_ generator: inout some RandomNumberGenerator) -> Data {
    let method = ["POST", "POST", "POST", "GET", "PUT", "X"].randomElement(using: &generator) ?? ""
    let path = paths.randomElement(using: &generator) ?? ""
    let type = types.randomElement(using: &generator) ?? ""
    var body = Data((bodies.randomElement(using: &generator) ?? "").utf8)
    damage(&body, count: Int.random(in: 0...6, using: &generator), &generator)
    let length = body.count + (Int.random(in: 0..<20, using: &generator) == 0 ? -3 : 0)
    var head = Data(
      "\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n\r\n"
        .utf8)
    if Int.random(in: 0..<4, using: &generator) == 0 { damage(&head, count: 1, &generator) }
    return head + body
  }

  private static func damage(
    _ data: inout Data, count: Int, _ generator: inout some RandomNumberGenerator
  ) {
    for _ in 0..<count where !data.isEmpty {
      let place = Int.random(in: 0..<data.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: data[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: data.removeSubrange(place..<min(place + 5, data.count))
      case 2: data.insert(contentsOf: data[place..<min(place + 9, data.count)], at: place)
      default: data.insert(contentsOf: Array("\"{[%0\\u\0".utf8), at: place)
      }
    }
  }

  /// SERVING_REQUESTS=10000 sends that many.
  @Test func damagedRequestsAreRefused() async throws {
    let count = ProcessInfo.processInfo.environment["SERVING_REQUESTS"].flatMap { Int($0) } ?? 500
    try await TestServer.run {
      $0.limits.idleTime = .milliseconds(300)
    } _: { client in
      var generator = Seeded(state: 1)
      var refused = 0
      for number in 0..<count {
        let request = Self.request(&generator)
        let bytes = try await client.exchange(request)
        // A head without an end gets no answer, only the end of the connection.
        guard !bytes.isEmpty else { continue }
        let answer = try TestClient.answer(bytes)
        let shown = String(decoding: request, as: UTF8.self)
        #expect((200..<500).contains(answer.status), "request \(number): \(shown)")
        if answer.status >= 400 { refused += 1 }
      }
      #expect(refused > count / 2)
      let answer = try await client.form("/translate", "q=I+am+cold.&source=en&target=fr")
      #expect(answer.json["translatedText"] as? String == "J'ai froid.")
    }
  }

  /// SplitMix64.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
