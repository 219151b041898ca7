internal import Documents
internal import Formatting
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import RequestBodies
internal import Seq2Seq

extension API {
  /// Translates a file, and says where it can be fetched.
  func translateFile(_ call: Call) async throws -> Response {
    guard let file = call.fields.file else { throw APIError.missing("file") }
    if file.bytes.isEmpty { throw APIError.invalid("empty file") }
    let source = try TranslateRequest.required("source", call.fields)
    let target = try TranslateRequest.required("target", call.fields)
    guard let format = DocumentFormat(fileName: file.name) else {
      throw APIError.invalid(
        "file format not supported; see supportedFilesFormat of /frontend/settings")
    }
    let document: Document
    do {
      document = try Document(file.bytes, as: format)
    } catch {
      throw APIError.invalid("\(format.rawValue) expected: \(error)")
    }
    let lines = document.units.map(\.text)
    if lines.count > options.limits.lines { throw tooMany(lines.count) }
    let service = try service(from: source, to: target, for: lines)
    var translations = lines
    if let service {
      let results = try await admission.admit(lines: lines.count) {
        try await service.translate(lines)
      }
      metrics.translated(results)
      translations = results.map(\.text)
    }
    let id = files.add(document.bytes(translations: translations), name: file.name)
    return .json(.object([("translatedFileUrl", .string(address(of: id, on: call.host)))]))
  }

  /// What translates the lines of a file; nil if nothing is to be translated.
  private func service(
    from source: String, to target: String, for lines: [String]
  ) throws(APIError) -> TranslationService? {
    var source = source
    if source == "auto" {
      source = models.detector.guesses(lines.joined(separator: "\n")).first?.language ?? ""
    }
    return try models.service(
      from: try models.code(of: source), to: try models.code(of: target))
  }

  /// The address of a file, on the host that the client has named unless clients see the server under another address.
  private func address(of id: String, on host: String) -> String {
    if let address = options.publicAddress { return address + FileStore.path + id }
    let isPlain = host.utf8.allSatisfy {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x3A).contains($0)
        || ".-[]".utf8.contains($0)
    }
    return (isPlain && !host.isEmpty ? "http://\(host)" : "") + FileStore.path + id
  }

  /// Gives out a translated file.
  func download(_ call: Call) throws(APIError) -> Response {
    guard let file = files.file(String(call.path.dropFirst(FileStore.path.count))) else {
      throw APIError(.notFound, "there is no such file, or not any more; translate it again")
    }
    var response = Response(
      status: .ok, headers: [.contentType: "application/octet-stream"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    response.headers[.contentDisposition] = "attachment; filename=\"\(file.name)\""
    return response
  }

  /// Why so many lines are not translated.
  func tooMany(_ lines: Int) -> APIError {
    .invalid("request has \(lines) lines; there may be \(options.limits.lines)")
  }
}
