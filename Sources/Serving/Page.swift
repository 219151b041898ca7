internal import HTTPTypes
internal import Hummingbird

/// The page at `/` and what it consists of, all of it in the program.
enum Page {
  static let routes = [
    route("/", PackageResources.index_html, "text/html; charset=utf-8"),
    route("/page/style.css", PackageResources.style_css, "text/css; charset=utf-8"),
    route("/page/script.js", PackageResources.script_js, "text/javascript; charset=utf-8"),
    route("/page/icon.svg", PackageResources.icon_svg, "image/svg+xml"),
  ]

  /// What the page may do: nothing but load its own parts and ask this server.
  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'
    """

  private static func route(_ path: String, _ bytes: [UInt8], _ type: String) -> Route {
    Route(method: .get, path: path, needsKey: false) { _, _ in
      var response = Response(
        status: .ok, headers: [.contentType: type],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      if let name = HTTPField.Name("Content-Security-Policy") { response.headers[name] = policy }
      response.headers[.cacheControl] = "no-cache"
      return response
    }
  }
}
