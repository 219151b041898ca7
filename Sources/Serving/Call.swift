internal import Formatting
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import RequestBodies

/// A request that was read to its end.
struct Call: Sendable {
  let path: String
  /// The host that the client has named, with its port.
  let host: String
  let headers: HTTPFields
  let fields: Fields

  /// The key that the request has, as a parameter or as `Authorization: Bearer`.
  var key: String? {
    get throws(APIError) {
      if let key = try fields.text("api_key"), !key.isEmpty { return key }
      let header = headers[.authorization] ?? ""
      return header.lowercased().hasPrefix("bearer ") ? String(header.dropFirst(7)) : nil
    }
  }
}

extension Response {
  /// A response with a value as JSON.
  static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    text(value.compact, type: "application/json", status: status)
  }

  static func text(
    _ text: String, type: String, status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// The response that says why a request is not answered.
  static func error(_ error: APIError) -> Response {
    var response = json(.object([("error", .string(error.message))]), status: error.status)
    if let seconds = error.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
    if let methods = error.allowedMethods { response.headers[.allow] = methods }
    if error.endsConnection { response.headers[.connection] = "close" }
    return response
  }
}
