package import HTTPTypes

/// Why a request is not answered as it asks, for whoever sent it.
package struct APIError: Error, Sendable {
  /// The status of the response.
  package let status: HTTPResponse.Status
  /// What is wrong, and what to do.
  package let message: String
  /// After how many seconds the same request may succeed.
  package var retryAfter: Int?
  /// The methods that the path has, if the request had another.
  package var allowedMethods: String?
  /// Whether the rest of the request is not worth reading.
  package var endsConnection = false

  init(_ status: HTTPResponse.Status, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The request says something that cannot be.
  static func invalid(_ message: String) -> APIError {
    APIError(.badRequest, "Invalid request: \(message)")
  }

  static func missing(_ parameter: String) -> APIError {
    invalid("missing \(parameter) parameter")
  }

  static func tooLarge(_ limit: Int) -> APIError {
    var error = APIError(.contentTooLarge, "the request is longer than \(limit) bytes")
    error.endsConnection = true
    return error
  }

  static func tooLate(_ status: HTTPResponse.Status, _ message: String) -> APIError {
    var error = APIError(status, message)
    error.endsConnection = true
    return error
  }
}
