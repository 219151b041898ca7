import Foundation
import Logging
import Serving
import Testing

/// The short endpoints, the headers of all of them, and files.
@Suite struct EndpointTests {
  @Test func listsLanguages() async throws {
    try await TestServer.run { client in
      let answer = try await client.get("/languages")
      #expect(
        answer.text
          == #"[{"code":"en","name":"English","targets":["en","fr"]},{"code":"fr","name":"French","targets":["fr"]}]"#
      )
      let head = try await client.request("HEAD", "/languages")
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
    }
  }

  @Test func detectsLanguages() async throws {
    try await TestServer.run { client in
      let english = try await client.form("/detect", "q=Where+is+the+station%3F")
      #expect(english.list.first?["language"] as? String == "en")
      #expect((english.list.first?["confidence"] as? Double ?? 0) > 50)
      let french = try await client.post("/detect", #"{"q": "Où est la gare ?"}"#)
      #expect(french.list.first?["language"] as? String == "fr")
      #expect(try await client.form("/detect", "").status == 400)
    }
  }

  @Test func tellsItsSettings() async throws {
    try await TestServer.run { client in
      let settings = try await client.get("/frontend/settings").json
      #expect(settings["charLimit"] as? Int == 50_000)
      #expect(settings["suggestions"] as? Bool == false)
      let languages = try #require(settings["language"] as? [String: [String: String]])
      #expect(languages["source"] == ["code": "en", "name": "English"])
      #expect(languages["target"] == ["code": "fr", "name": "French"])
      let formats = try #require(settings["supportedFilesFormat"] as? [String])
      #expect(formats.contains(".md") && formats.contains(".html"))
    }
  }

  @Test func countsWhatItDoes() async throws {
    try await TestServer.run { client in
      let body = #"{"q": "I am cold.\nI am cold.", "source": "en", "target": "fr"}"#
      _ = try await client.post("/translate", body)
      _ = try await client.get("/made/up")
      let page = try await client.get("/metrics").text
      #expect(page.contains("translate_requests_total{path=\"/translate\",status=\"200\"} 1\n"))
      #expect(page.contains("translate_requests_total{path=\"other\",status=\"404\"} 1\n"))
      #expect(page.contains("\ntranslate_lines_total 2\n"))
      #expect(page.contains("\ntranslate_waiting_lines 0\n"))
      #expect(page.contains("\ntranslate_request_seconds_count 2\n"))
      #expect(!page.contains("made"))
    }
  }

  @Test func describesAllItsPaths() async throws {
    try await TestServer.run { client in
      let spec = try await client.get("/spec").json
      #expect((spec["openapi"] as? String)?.hasPrefix("3.") == true)
      let paths = try #require(spec["paths"] as? [String: [String: Any]])
      #expect(paths.count >= 10)
      for (path, methods) in paths where !path.contains("{") {
        for method in methods.keys {
          let answer = try await client.request(method.uppercased(), path)
          #expect(![404, 405].contains(answer.status), "\(method) \(path)")
        }
      }
    }
  }

  @Test func hasTheHeadersOfSecurity() async throws {
    try await TestServer.run { client in
      for path in ["/languages", "/nothing"] {
        let headers = try await client.get(path).headers
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["x-frame-options"] == "DENY")
        #expect(headers["referrer-policy"] == "no-referrer")
        #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true)
        #expect(headers["access-control-allow-origin"] == nil)
      }
    }
  }

  @Test func letsAnOriginInIfAsked() async throws {
    try await TestServer.run {
      $0.allowedOrigin = "https://example.org"
    } _: { client in
      let answer = try await client.get("/languages")
      #expect(answer.headers["access-control-allow-origin"] == "https://example.org")
      let preflight = try await client.request("OPTIONS", "/translate")
      #expect(preflight.status == 204)
      #expect(preflight.headers["access-control-allow-methods"] == "GET, POST")
    }
  }

  @Test func translatesFiles() async throws {
    try await TestServer.run { client in
      let file = "# I am cold.\n\n```\nI am cold.\n```\n"
      let answer = try await client.request(
        "POST", "/translate_file", Self.form(file: file, name: "../../my letter.md"),
        type: "multipart/form-data; boundary=\"x-y\"")
      let address = try #require(answer.json["translatedFileUrl"] as? String)
      let start = "http://localhost:\(client.port)"
      #expect(address.hasPrefix("\(start)/download_file/"))
      let download = try await client.get(String(address.dropFirst(start.count)))
      #expect(download.text == "# J'ai froid.\n\n```\nI am cold.\n```\n")
      #expect(download.headers["content-disposition"] == "attachment; filename=\"my_letter.md\"")
      #expect(download.headers["content-type"] == "application/octet-stream")
    }
  }

  @Test(arguments: [
    ("a.exe", "I am cold.", "file format not supported"), ("a.txt", "", "empty file"),
    ("a.json", "{", "json expected"),
  ])
  func filesThatCannotBeRead(_ name: String, _ text: String, _ message: String) async throws {
    try await TestServer.run { client in
      let answer = try await client.request(
        "POST", "/translate_file", Self.form(file: text, name: name),
        type: "multipart/form-data; boundary=x-y")
      #expect(answer.status == 400)
      #expect(answer.error?.contains(message) == true, "\(answer.text)")
    }
  }

  private static func form(file: String, name: String) -> Data {
    let parts = [("source", "en"), ("target", "fr")].map {
      "--x-y\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n"
    }
    return Data(
      (parts.joined()
        + "--x-y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
        + "Content-Type: text/plain\r\n\r\n\(file)\r\n--x-y--\r\n").utf8)
  }
}
