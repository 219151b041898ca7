internal import Formatting
internal import HTTPTypes
internal import Hummingbird
internal import Seq2Seq

extension API {
  /// Translates the lines of a text, and sends each as soon as it is translated: one JSON object per line.
  ///
  /// If that takes too long, the last object says so; a client that is gone ends the translation.
  func stream(_ call: Call) throws(APIError) -> Response {
    let task = try task(call.fields)
    if task.request.format != .text {
      throw .invalid("a stream has lines of text; send html to /translate")
    }
    let lines = task.request.texts.flatMap {
      $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
    .map(String.init)
    if lines.count > options.limits.lines { throw tooMany(lines.count) }
    log(task.request.texts)
    let place = try QueuePlace(admission, lines: lines.count)
    let stream = LineStream(lines: lines, task: task, metrics: metrics, time: options.limits.time)
    return Response(
      status: .ok, headers: [.contentType: "application/x-ndjson"],
      body: ResponseBody { writer in
        defer { _ = place }
        try await stream.write(to: &writer)
        try await writer.finish(nil)
      })
  }
}

/// Lines that are translated one after the other.
private struct LineStream: Sendable {
  let lines: [String]
  let task: API.Task
  let metrics: ServingMetrics
  let time: Duration

  func write(to writer: inout any ResponseBodyWriter) async throws {
    guard let service = task.service else {
      for (place, line) in lines.enumerated() {
        try await write([("translatedText", .string(line))], at: place, to: &writer)
      }
      return
    }
    let end = ContinuousClock.now + time
    let options = task.request.options(hasAttention: service.hasAttention)
    var place = 0
    for try await translation in service.translations(of: lines, options) {
      metrics.translated([translation])
      try await write(fields(of: translation, line: lines[place]), at: place, to: &writer)
      place += 1
      if ContinuousClock.now > end, place < lines.count {
        let message = JSONValue.string("this takes too long; send less text at once")
        return try await write([("error", message)], at: place, to: &writer)
      }
    }
  }

  private func write(
    _ fields: [(String, JSONValue)], at place: Int, to writer: inout any ResponseBodyWriter
  ) async throws {
    let object = JSONValue.object([("line", .integer(place + 1))] + fields)
    try await writer.write(ByteBuffer(string: object.compact + "\n"))
  }

  private func fields(of translation: Translation, line: String) -> [(String, JSONValue)] {
    var fields = [("translatedText", JSONValue.string(translation.text))]
    if task.request.alternatives > 0 {
      let others = translation.candidates.dropFirst().map { JSONValue.string($0.text) }
      fields.append(("alternatives", .array(Array(others))))
    }
    if task.request.wantsDetails { fields.append(("details", translation.details(of: line))) }
    return fields
  }
}

/// The room in the queue that a stream of lines has until its response is written, or given up.
private final class QueuePlace: Sendable {
  private let admission: Admission
  private let lines: Int

  init(_ admission: Admission, lines: Int) throws(APIError) {
    try admission.enter(lines)
    self.admission = admission
    self.lines = lines
  }

  deinit { admission.leave(lines, done: false) }
}
