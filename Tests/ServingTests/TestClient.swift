import Foundation
import NIOCore
import NIOPosix

/// Sends bytes to a server and reads what it answers, whatever they are.
struct TestClient: Sendable {
  /// An answer, with its parts.
  struct Answer: Sendable {
    let status: Int
    /// The fields by their names in small letters.
    let headers: [String: String]
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON, for `["translatedText"]`.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
    }

    var list: [[String: Any]] {
      (try? JSONSerialization.jsonObject(with: body)) as? [[String: Any]] ?? []
    }

    var error: String? { json["error"] as? String }
  }

  let port: Int

  /// Sends a request, and reads its answer to the end of the connection.
  func request(
    _ method: String, _ path: String, _ body: some DataProtocol = Data(), type: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
    if let type { head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return try Self.answer(try await exchange(Data((head + "\r\n").utf8) + Data(body)))
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
    try await request("GET", path, headers: headers)
  }

  func post(_ path: String, _ json: String) async throws -> Answer {
    try await request("POST", path, Data(json.utf8), type: "application/json")
  }

  func form(_ path: String, _ form: String) async throws -> Answer {
    try await request(
      "POST", path, Data(form.utf8), type: "application/x-www-form-urlencoded")
  }

  /// Sends bytes, and reads all that comes until the server closes the connection.
  func exchange(_ bytes: Data) async throws -> Data {
    let channel = try await connect()
    return try await channel.executeThenClose { inbound, outbound in
      try? await outbound.write(ByteBuffer(bytes: bytes))
      var answer = Data()
      do {
        for try await part in inbound { answer.append(contentsOf: part.readableBytesView) }
      } catch {
        // A server that closes the connection early may do so with a reset.
      }
      return answer
    }
  }

  /// Opens a connection, for what needs more than one write.
  func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }

  struct NoAnswer: Error {
    let bytes: Data
  }

  /// The parts of an answer; a chunked body is put together.
  static func answer(_ bytes: Data) throws -> Answer {
    guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else {
      throw NoAnswer(bytes: bytes)
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    var body = Data(bytes[end.upperBound...])
    if headers["transfer-encoding"] == "chunked" { body = unchunked(body) }
    let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Answer(status: status, headers: headers, body: body)
  }

  private static func unchunked(_ body: Data) -> Data {
    var (rest, result) = (body[...], Data())
    while let end = rest.firstRange(of: Data("\r\n".utf8)),
      let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16), size > 0
    {
      result += rest[end.upperBound...].prefix(size)
      rest = rest[end.upperBound...].dropFirst(size + 2)
    }
    return result
  }
}
