/// A run of characters that names and addresses are made of.
struct SpanRun {
  let scanner: SpanScanner
  let start: Int
  let end: Int

  private func text(_ range: Range<Int>) -> String {
    String(decoding: scanner.bytes[range], as: UTF8.self)
  }

  private func first(_ sign: String, from place: Int? = nil) -> Int? {
    let sign = sign.utf8.first
    return scanner.bytes[(place ?? start)..<end].firstIndex { $0 == sign }
  }

  /// The address or name that the run begins with, if it is one.
  func span() -> TextSpan? {
    if scanner.byte(end) == UInt8(ascii: ":"), let end = schemeURLEnd() {
      return TextSpan(start..<end, .url)
    }
    let trimmed = trimmedEnd()
    guard trimmed > start + 2 else { return nil }
    if let at = first("@") { return mail(at, trimmed) }
    if first(".") == nil, first("/") == nil, first("\\") == nil { return nil }
    if isSite() { return TextSpan(start..<urlEnd(from: end, keeping: trimmed), .url) }
    return isFile(trimmed) ? TextSpan(start..<trimmed, .file) : nil
  }

  /// The end of the run without the punctuation of its sentence.
  private func trimmedEnd() -> Int {
    var end = end
    while end > start, ".-+@~".utf8.contains(scanner.bytes[end - 1]) { end -= 1 }
    return end
  }

  // MARK: - Addresses

  /// The end of an address whose scheme is the run; `C:\` is a path.
  private func schemeURLEnd() -> Int? {
    guard scanner.isLetter(start), end - start <= 32 else { return nil }
    let next = (scanner.byte(end + 1), scanner.byte(end + 2))
    let slash = UInt8(ascii: "/")
    if next.0 == slash && next.1 == slash {
      let urlEnd = urlEnd(from: end + 3)
      return urlEnd > end + 3 ? urlEnd : nil
    }
    if end - start == 1, next.0 == UInt8(ascii: "\\") {
      let pathEnd = urlEnd(from: end + 2)
      return pathEnd > end + 2 ? pathEnd : nil
    }
    guard ["mailto", "tel", "urn", "data"].contains(text(start..<end)), next.0 > 0x20 else {
      return nil
    }
    return urlEnd(from: end + 1)
  }

  /// Whether the run begins with the name of a site.
  private func isSite() -> Bool {
    let hostEnd = first("/") ?? trimmedEnd()
    let host = text(start..<hostEnd)
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }), first("\\") == nil else {
      return false
    }
    return labels[0] == "www" || SpanNames.domains.contains(labels[labels.count - 1].lowercased())
  }

  private func mail(_ at: Int, _ end: Int) -> TextSpan? {
    guard at > start, at + 1 < end, first("@", from: at + 1).map({ $0 >= end }) ?? true,
      !scanner.bytes[start..<end].contains(UInt8(ascii: "/")),
      let stop = scanner.bytes[at + 1..<end].lastIndex(of: UInt8(ascii: ".")), stop > at + 1,
      (stop + 1..<end).allSatisfy({ scanner.isLetter($0) }), end - stop > 2
    else { return nil }
    return TextSpan(start..<end, .mail)
  }

  /// Where an address ends that has no white space, nor punctuation of its sentence at the end.
  ///
  /// Only what follows `kept`, or else `place`, can be such punctuation.
  private func urlEnd(from place: Int, keeping kept: Int? = nil) -> Int {
    var end = place
    while end < scanner.bytes.count {
      let byte = scanner.bytes[end]
      if byte >= 0x80 {
        let length = scanner.wordLength(at: end)
        if length < 2 { break }
        end += length
      } else if byte <= 0x20 || byte == 0x7F || "<>\"`|^".utf8.contains(byte) {
        break
      } else {
        end += 1
      }
    }
    return trimmedURLEnd(kept ?? place, end)
  }

  private func trimmedURLEnd(_ place: Int, _ end: Int) -> Int {
    var end = end
    let closers: [UInt8: UInt8] = [0x29: 0x28, 0x5D: 0x5B, 0x7D: 0x7B]
    var open: [UInt8: Int] = [:]
    for byte in scanner.bytes[min(start, end)..<end] { open[byte, default: 0] += 1 }
    while end > place {
      let last = scanner.bytes[end - 1]
      if let opener = closers[last] {
        if open[last, default: 0] <= open[opener, default: 0] { break }
        open[last, default: 0] -= 1
      } else if !".,;:!?'*_~".utf8.contains(last) {
        break
      }
      end -= 1
    }
    return end
  }

  // MARK: - Files

  private func isFile(_ end: Int) -> Bool {
    let path = text(start..<end)
    let parts = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    let isPath =
      parts.count > 2 && ["", "~", ".", ".."].contains(parts[0]) && !parts[1].isEmpty
    if isPath, scanner.isFree(before: start) { return Letters.occur(in: path) }
    guard let name = parts.last, let stop = name.lastIndex(of: "."), stop > name.startIndex else {
      return false
    }
    let ending = name[name.index(after: stop)...]
    // "Ready.Go" is two sentences without a space between them.
    guard ending == ending.lowercased() || ending == ending.uppercased() else { return false }
    return SpanNames.fileEndings.contains(ending.lowercased())
  }
}

/// Endings by which names are told from words with a full stop.
enum SpanNames {
  /// Last parts of the names of sites; not all that there are, but no words.
  static let domains = names(
    "com org net edu gov mil info biz io dev app eu uk de fr es nl ch pl ru cn jp br ca au")

  static let fileEndings = names(
    """
    7z avi bak bib bin bmp c cc cfg conf cpp cs css csv dat db deb dll dmg doc docx eml epub exe flac gif go gz h \
    heic hpp htm html ico ics ini ipynb iso jar java jpeg jpg js json jsonl jsx kt log lua m4a md mdx mkv mm mov \
    mp3 mp4 mpeg mpg msi odp ods odt ogg otf pdf php pkg pl plist png po pot ppt pptx properties ps ps1 psd py rar rb \
    rpm rs rst rtf safetensors scss sh sql sqlite srt strings svg swift tar tex tgz tif tiff tmx toml ts tsv tsx ttf \
    txt vtt wav webm webp wmv woff woff2 xhtml xliff xlf xls xlsx xml xz yaml yml zip zst
    """)

  private static func names(_ list: String) -> Set<String> {
    Set(list.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
