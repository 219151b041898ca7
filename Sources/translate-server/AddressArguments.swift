import ArgumentParser
import Seq2Seq
import Serving

/// Where the server listens, and who may ask.
struct AddressArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address to listen at; 0.0.0.0 or :: for all networks of the machine.",
      valueName: "address"))
  var host = ServingOptions().host

  @Option(help: "The port to listen at; 0 for any free one.")
  var port = ServingOptions().port

  @Option(
    help: ArgumentHelp(
      """
      The address by which clients reach the server, if a proxy with TLS stands before it, such as \
      https://example.org/translate: translated files are there. (default: the host that a request names)
      """, valueName: "url"))
  var publicUrl: String?

  @Option(
    help: ArgumentHelp(
      "Ask requests for one of the keys in this file, one per line; # begins a comment.",
      valueName: "file"))
  var apiKeys: String?

  @Option(
    help: ArgumentHelp(
      "Let the pages of this origin ask from a browser, such as https://example.org; * for all.",
      valueName: "origin"))
  var cors: String?

  @Flag(help: "Write texts and translations to the log, not only that there was a request.")
  var logText = false

  func validate() throws {
    if !(0...65535).contains(port) {
      throw ValidationError("--port is \(port), but must be from 0 to 65535")
    }
    if let publicUrl, !publicUrl.hasPrefix("https://"), !publicUrl.hasPrefix("http://") {
      throw ValidationError(
        "--public-url is \(publicUrl), but must begin with https:// or http://")
    }
  }

  func apply(to options: inout ServingOptions) throws {
    (options.host, options.port) = (host, port)
    options.publicAddress = publicUrl.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    options.allowedOrigin = cors
    options.logsText = logText
    guard let apiKeys else { return }
    let text = String(decoding: try OpenFile(reading: apiKeys).contents(), as: UTF8.self)
    options.keys = text.split(whereSeparator: \.isNewline).map {
      String($0.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    if options.keys.isEmpty { throw ValidationError("\(apiKeys) has no key in it") }
  }
}
