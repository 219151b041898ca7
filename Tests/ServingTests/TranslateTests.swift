import Foundation
import Testing

/// `/translate` as LibreTranslate answers it, and what it has besides.
@Suite struct TranslateTests {
  @Test func translatesJSONAndForms() async throws {
    try await TestServer.run { client in
      let json = try await client.post(
        "/translate", #"{"q": "I am cold.", "source": "en", "target": "fr"}"#)
      #expect(json.status == 200)
      #expect(json.headers["content-type"] == "application/json")
      #expect(json.text == #"{"translatedText":"J'ai froid."}"#)
      let form = try await client.form(
        "/translate", "q=I+am%20cold.&source=en&target=fr&format=text")
      #expect(form.body == json.body)
      // As curl -F sends it, and with all in the query.
      let parts = [("q", "I am cold."), ("source", "en"), ("target", "fr")].map {
        "--x\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n"
      }
      let multipart = try await client.request(
        "POST", "/translate", Data((parts.joined() + "--x--\r\n").utf8),
        type: "multipart/form-data; boundary=x")
      #expect(multipart.body == json.body)
      let query = try await client.request(
        "POST", "/translate?q=I%20am%20cold.&source=en&target=fr")
      #expect(query.body == json.body)
    }
  }

  @Test func answersListsWithLists() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate",
        #"{"q": ["I am cold.", "", "Where is the station?"], "source": "auto", "target": "fr", "alternatives": 2}"#
      )
      #expect(
        answer.json["translatedText"] as? [String] == ["J'ai froid.", "", "Où est la gare ?"])
      let detected = try #require(answer.json["detectedLanguage"] as? [[String: Any]])
      #expect(detected.map { $0["language"] as? String } == ["en", "en", "en"])
      let others = try #require(answer.json["alternatives"] as? [[String]])
      #expect(others.count == 3)
      #expect((1...2).contains(others[0].count))
      #expect(!others[0].contains("J'ai froid."))
    }
  }

  @Test func keepsLinesAndSpaces() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate",
        #"{"q": "  I am cold.\r\n\r\n12:30\n\tWhere is the station?\n", "source": "en", "target": "fr"}"#
      )
      #expect(
        answer.json["translatedText"] as? String
          == "  J'ai froid.\r\n\r\n12:30\n\tOù est la gare ?\n")
    }
  }

  @Test func keepsTheMarkupOfHTML() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate",
        ##"{"q": "<p class='a'>I am cold.</p>\n<!-- I am cold. --><a href=\"#\">Where is the station?</a>", "source": "en", "target": "fr", "format": "html"}"##
      )
      #expect(
        answer.json["translatedText"] as? String
          == "<p class='a'>J'ai froid.</p>\n<!-- I am cold. --><a href=\"#\">Où est la gare ?</a>")
    }
  }

  @Test func leavesALanguageAsItIs() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate", #"{"q": "I am  cold.\n", "source": "en", "target": "en"}"#)
      #expect(answer.json["translatedText"] as? String == "I am  cold.\n")
    }
  }

  @Test func tellsWhatItKnowsOfALine() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate",
        #"{"q": "I am cold. Where is the station?", "source": "en", "target": "fr", "details": true}"#
      )
      let lines = try #require(answer.json["details"] as? [[String: Any]])
      #expect(lines.count == 1)
      #expect(lines[0]["source"] as? String == "I am cold. Where is the station?")
      #expect(lines[0]["translation"] as? String == "J'ai froid. Où est la gare ?")
      let score = try #require(lines[0]["score_per_token"] as? Double)
      #expect(score < 0 && score > -1)
      let sentences = try #require(lines[0]["sentences"] as? [[String: Any]])
      #expect(sentences.map { $0["source"] as? String } == ["I am cold.", "Where is the station?"])
    }
  }

  @Test func holdsToTerms() async throws {
    try await TestServer.run { client in
      for terms in [#"{"station": "halte"}"#, #""station\thalte\n""#] {
        let answer = try await client.post(
          "/translate",
          #"{"q": "Where is the station?", "source": "en", "target": "fr", "terms": \#(terms)}"#)
        let text = try #require(answer.json["translatedText"] as? String)
        #expect(text.contains("halte"), "\(text)")
      }
    }
  }

  @Test func streamsALineForEachLine() async throws {
    try await TestServer.run { client in
      let answer = try await client.post(
        "/translate/stream",
        #"{"q": "I am cold.\n\nWhere is the station?", "source": "en", "target": "fr"}"#)
      #expect(answer.headers["content-type"] == "application/x-ndjson")
      #expect(
        answer.text == """
          {"line":1,"translatedText":"J'ai froid."}
          {"line":2,"translatedText":""}
          {"line":3,"translatedText":"Où est la gare ?"}

          """)
    }
  }
}
