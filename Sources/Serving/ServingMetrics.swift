internal import Platform
internal import Seq2Seq

/// Counts of what the server did, as Prometheus reads them.
final class ServingMetrics: Sendable {
  /// What requests are counted by.
  private struct Key: Hashable {
    let path: String
    let status: Int
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var inProgress = 0
    var lines = 0
    var tokens = 0
    var seconds = Histogram()
  }

  private let state = Monitor(State())

  func began() { state.use { $0.inProgress += 1 } }

  /// Counts a request that was answered.
  ///
  /// - Parameters:
  ///   - path: the path of the route, not that of the request: there are few of them.
  ///   - status: the status of the response.
  ///   - seconds: the time from its head to the response.
  func ended(path: String, status: Int, seconds: Double) {
    state.use { state in
      state.inProgress -= 1
      state.requests[Key(path: path, status: status), default: 0] += 1
      state.seconds.add(seconds)
    }
  }

  func translated(_ translations: [Translation]) {
    let tokens = translations.reduce(0) { $0 + $1.sourceTokens }
    state.use { state in
      state.lines += translations.count
      state.tokens += tokens
    }
  }

  /// The text that Prometheus reads; `waitingLines` are those of all requests that are not yet translated.
  func text(waitingLines: Int) -> String {
    let state = state.use { $0 }
    var page = MetricsPage()
    page.begin("translate_requests_total", "counter", "Requests answered, by path and status.")
    for (key, count) in state.requests.sorted(by: {
      ($0.key.path, $0.key.status) < ($1.key.path, $1.key.status)
    }) {
      page.add("path=\"\(key.path)\",status=\"\(key.status)\"", count)
    }
    page.single(
      "translate_requests_in_progress", "gauge", "Requests not yet answered.", state.inProgress)
    page.single("translate_lines_total", "counter", "Lines translated.", state.lines)
    page.single(
      "translate_source_tokens_total", "counter", "Tokens of the lines translated.", state.tokens)
    page.single(
      "translate_waiting_lines", "gauge", "Lines taken on and not yet translated.", waitingLines)
    page.single(
      "translate_peak_memory_bytes", "gauge", "The largest memory of the process.",
      Environment.largestMemory)
    page.add(
      state.seconds, "translate_request_seconds", "Time from a request's head to its answer.")
    return page.text
  }
}

/// How many values were at most as large as each of some bounds.
private struct Histogram {
  static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
  var counts = [Int](repeating: 0, count: bounds.count)
  var count = 0
  var sum = 0.0

  mutating func add(_ value: Double) {
    for (place, bound) in Self.bounds.enumerated() where value <= bound { counts[place] += 1 }
    count += 1
    sum += value
  }
}

/// The lines of a page of metrics.
private struct MetricsPage {
  private(set) var text = ""
  private var name = ""

  mutating func begin(_ name: String, _ kind: String, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  mutating func add(_ labels: String, _ value: Int) { text += "\(name){\(labels)} \(value)\n" }

  mutating func single(_ name: String, _ kind: String, _ help: String, _ value: Int) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  mutating func add(_ histogram: Histogram, _ name: String, _ help: String) {
    begin(name, "histogram", help)
    for (bound, count) in zip(Histogram.bounds, histogram.counts) {
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
    text += "\(name)_sum \(histogram.sum)\n\(name)_count \(histogram.count)\n"
  }
}
