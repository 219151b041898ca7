/// How a server answers, and how much it takes on.
package struct ServingOptions: Sendable {
  /// What a request may ask for, and for how long.
  package struct Limits: Sendable {
    /// The bytes of a request's body, a file included.
    package var bodyBytes = 2 << 20
    /// The characters of a text, counted as Unicode scalars.
    package var characters = 50_000
    /// The texts of a request, and the lines or paragraphs of all of them.
    package var lines = 1000
    /// The alternatives to each translation.
    package var alternatives = 10
    /// The terms of a request.
    package var terms = 1000
    /// The lines of all requests that are not yet translated; more of them are told to come again.
    package var waitingLines = 2000
    /// The time in which a body must have arrived, and then in which it must be answered.
    package var time = Duration.seconds(60)
    /// The time after which a connection without a request, or that takes nothing of an answer, is closed.
    package var idleTime = Duration.seconds(30)
    /// The connections at one time; others wait until one of them is closed.
    package var connections = 1024
    /// The time that requests have to be answered after a signal to end.
    package var drainTime = Duration.seconds(30)

    /// The usual limits.
    package init() {}
  }

  /// The address to listen at.
  package var host = "127.0.0.1"
  /// The port to listen at; 0 for any free one.
  package var port = 5000
  /// The address by which clients reach the server, without a slash at its end, if a proxy stands before it; nil: the
  /// host that they name, over HTTP.
  package var publicAddress: String?
  /// What is refused.
  package var limits = Limits()
  /// The keys that requests must have one of; none: no key is asked for.
  package var keys: [String] = []
  /// The origin whose pages may ask from a browser, or `*`; nil: only the server's own page.
  package var allowedOrigin: String?
  /// Whether texts and translations appear in the log.
  package var logsText = false

  /// A server for this machine alone.
  package init() {}
}
