import Foundation
import Serving
import Testing

/// What is refused, with the status and the error object that clients of LibreTranslate expect.
@Suite struct RefusalTests {
  @Test(arguments: [
    ("{}", "Invalid request: missing q parameter"),
    (#"{"q": ""}"#, "Invalid request: missing q parameter"),
    (#"{"q": []}"#, "Invalid request: missing q parameter"),
    (#"{"q": 5}"#, "Invalid request: q must be a string, or a list of strings"),
    (#"{"q": ["a", 5]}"#, "Invalid request: q must be a string, or a list of strings"),
    (#"{"q": "a", "target": "fr"}"#, "Invalid request: missing source parameter"),
    (#"{"q": "a", "source": "en"}"#, "Invalid request: missing target parameter"),
    (#"{"q": "a", "source": ["en"], "target": "fr"}"#, "Invalid request: source must be a string"),
    (#"{"q": "a", "source": "en", "target": "xx"}"#, "xx is not supported; there are en, fr"),
    (#"{"q": "a", "source": "xx", "target": "fr"}"#, "xx is not supported; there are en, fr"),
    (
      #"{"q": "a", "source": "fr", "target": "en"}"#,
      "English (en) is not available as a target language from French (fr)"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "format": "pdf"}"#,
      "pdf format is not supported; there are text and html"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "alternatives": "many"}"#,
      "Invalid request: alternatives parameter is not a number"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "alternatives": 11}"#,
      "Invalid request: alternatives parameter must be <= 10"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "details": "perhaps"}"#,
      "Invalid request: details must be true or false"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "terms": {"cat": ""}}"#,
      "Invalid request: terms: pair 1 has no target term; a line must be source term, TAB, target term"
    ),
    (
      #"{"q": "a", "source": "en", "target": "fr", "terms": "cat"}"#,
      "Invalid request: a line of terms has no TAB between source term and target term"
    ),
    ("[1]", "Invalid request: the body is not a JSON object"),
    ("{", "Invalid request: the body is not a JSON object"),
    (String(repeating: "[", count: 100_000), "Invalid request: the body is not a JSON object"),
  ])
  func requestsThatCannotBe(_ body: String, _ message: String) async throws {
    try await TestServer.run { client in
      let answer = try await client.post("/translate", body)
      #expect(answer.status == 400, "\(body.prefix(80))")
      #expect(answer.error == message, "\(body.prefix(80))")
      // The server still answers.
      #expect(try await client.get("/health").status == 200)
    }
  }

  @Test func pathsAndMethodsThatThereAreNot() async throws {
    try await TestServer.run { client in
      let path = try await client.get("/nothing")
      #expect(path.status == 404)
      #expect(path.error == "there is nothing here; /spec lists all paths")
      let method = try await client.get("/translate")
      #expect(method.status == 405)
      #expect(method.headers["allow"] == "POST")
      let preflight = try await client.request("OPTIONS", "/translate")
      #expect(preflight.status == 405)
      #expect(preflight.headers["access-control-allow-origin"] == nil)
      let type = try await client.request("POST", "/translate", Data("a".utf8), type: "text/plain")
      #expect(type.status == 415)
      let suggestion = try await client.form("/suggest", "q=a&s=b&source=en&target=fr")
      #expect(suggestion.status == 403)
      #expect(suggestion.error == "this server takes no suggestions")
    }
  }

  @Test func noPathOfARequestIsOpened() async throws {
    try await TestServer.run { client in
      for path in [
        "/../etc/passwd", "/%2e%2e/etc/passwd", "//etc/passwd", "/download_file/../spec",
        "/download_file/%2fetc%2fpasswd", "/download_file/",
      ] {
        let answer = try await client.get(path)
        #expect(answer.status == 404, "\(path)")
      }
    }
  }

  @Test func textsAndBodiesBeyondTheLimits() async throws {
    try await TestServer.run {
      $0.limits.characters = 10
      $0.limits.lines = 2
      $0.limits.bodyBytes = 500
    } _: { client in
      let start = #""source": "en", "target": "fr""#
      let text = try await client.post("/translate", "{\"q\": \"12345678901\", \(start)}")
      #expect(text.status == 400)
      #expect(text.error == "Invalid request: request (11) exceeds text limit (10)")
      let batch = try await client.post("/translate", "{\"q\": [\"a\", \"b\", \"c\"], \(start)}")
      #expect(batch.error == "Invalid request: request (3) exceeds batch limit (2)")
      let lines = try await client.post("/translate", "{\"q\": \"a\\nb\\nc\", \(start)}")
      #expect(lines.error == "Invalid request: request has 3 lines; there may be 2")
      let long = try await client.post("/translate", String(repeating: " ", count: 501))
      #expect(long.status == 413)
      #expect(long.error == "the request is longer than 500 bytes")
      // Without a length, it is counted as it comes.
      let head = "POST /translate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      let chunk = "100\r\n" + String(repeating: "a", count: 256) + "\r\n"
      let chunked = try TestClient.answer(
        try await client.exchange(Data((head + chunk + chunk).utf8)))
      #expect(chunked.status == 413)
    }
  }

  @Test func keysAreAskedFor() async throws {
    try await TestServer.run {
      $0.keys = ["open sesame", "other"]
    } _: { client in
      let start = #"{"q": "I am cold.", "source": "en", "target": "fr""#
      let none = try await client.post("/translate", start + "}")
      #expect(none.status == 400)
      #expect(none.error?.hasPrefix("an API key is needed") == true)
      let wrong = try await client.post("/translate", start + #", "api_key": "open sesam"}"#)
      #expect(wrong.status == 403)
      #expect(wrong.error == "Invalid API key")
      for key in ["open sesame", "other"] {
        let right = try await client.post("/translate", start + ", \"api_key\": \"\(key)\"}")
        #expect(right.status == 200)
      }
      #expect(try await client.get("/languages").status == 200)
      #expect(try await client.get("/metrics").status == 400)
      let bearer = try await client.get("/metrics", headers: ["Authorization": "Bearer other"])
      #expect(bearer.status == 200)
      let settings = try await client.get("/frontend/settings")
      #expect(settings.json["keyRequired"] as? Bool == true)
    }
  }
}
