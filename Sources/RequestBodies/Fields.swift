#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Why a body cannot be read.
package enum BodyError: Error {
  case notJSON, notMultipart
  /// It is of a type that is not read.
  case otherType
}

/// The parameters of a request: from JSON, a form, a form with files, or the query.
package struct Fields: Sendable {
  /// A file that came with the request.
  package struct File: Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  package private(set) var values: [String: FieldValue] = [:]
  package private(set) var file: File?

  /// Reads the query and the body of a request.
  ///
  /// - Throws: `BodyError` if the body is not what its type says.
  package init(query: String?, body: [UInt8], contentType: String?) throws(BodyError) {
    if let query { add(FormBody.fields(of: query.utf8)) }
    let type = contentType ?? ""
    let kind = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    if kind == "application/json" || kind.hasSuffix("+json") {
      try addJSON(body)
    } else if kind == "multipart/form-data" {
      guard let parts = MultipartBody(body, contentType: type)?.parts else {
        throw .notMultipart
      }
      for part in parts {
        if let name = part.fileName {
          file = File(name: name, bytes: part.bytes)
        } else {
          values[part.name] = .text(String(decoding: part.bytes, as: UTF8.self))
        }
      }
    } else if kind == "application/x-www-form-urlencoded" {
      add(FormBody.fields(of: body))
    } else if !body.isEmpty {
      throw .otherType
    }
  }

  private mutating func add(_ fields: [(name: String, value: String)]) {
    for field in fields { values[field.name] = .text(field.value) }
  }

  private mutating func addJSON(_ body: [UInt8]) throws(BodyError) {
    do {
      let fields = try JSONDecoder().decode([String: FieldValue].self, from: Data(body))
      values.merge(fields) { $1 }
    } catch {
      throw .notJSON
    }
  }
}

/// The value of a parameter.
package enum FieldValue: Sendable, Decodable {
  case text(String)
  case texts([String])
  case number(Double)
  case flag(Bool)
  case table([String: String])
  case null
  /// A value that no parameter has.
  case other

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most parameters are texts, and a failed attempt takes its time.
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if container.decodeNil() {
      self = .null
    } else if let texts = try? container.decode([String].self) {
      self = .texts(texts)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let table = try? container.decode([String: String].self) {
      self = .table(table)
    } else {
      self = .other
    }
  }
}
