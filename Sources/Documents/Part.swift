/// A part of the text of a document, as a reader of a format finds it.
struct Part: Sendable {
  enum Content: Sendable {
    /// Text, with its escapes resolved.
    case text(String)
    /// White space that is worth one space, and none at the ends of a text.
    case space
    /// Markup that begins or ends something; both have the same number.
    case open(Int)
    case close(Int)
    /// Markup by itself; `isContent` if it stands for words, as code does.
    case single(isContent: Bool)
  }

  /// Its bytes in the document.
  var range: Range<Int>
  var content: Content
  /// Of markup: what is written for it in a translation, if not its bytes.
  var replacement: [UInt8]? = nil
  /// Of markup that opens: whether the pair is left out if a translation has nothing in it.
  var isDroppable = false

  var isText: Bool { if case .text = content { true } else { false } }
}

// MARK: - Making texts of parts

extension [Part] {
  /// The text of these parts with marks for their markup; nil if there is nothing to translate in them.
  ///
  /// White space at the ends is not of the text, and neither is markup that only surrounds it.
  func markedText() -> MarkedText? {
    let parts = pairsOnly().withoutEmptyPairs().trimmed()
    let hasLetter = parts.contains {
      guard case .text(let text) = $0.content else { return false }
      return text.unicodeScalars.contains(where: \.properties.isAlphabetic)
    }
    return hasLetter ? MarkedText(parts) : nil
  }

  /// The same with markup that has no counterpart, or overlaps other markup, as markup by itself.
  private func pairsOnly() -> [Part] {
    var parts = self
    var opened: [(place: Int, number: Int)] = []
    var open: Set<Int> = []
    for place in parts.indices {
      switch parts[place].content {
      case .open(let number):
        opened.append((place, number))
        open.insert(number)
      case .close(let number) where open.contains(number):
        while let last = opened.popLast() {
          open.remove(last.number)
          if last.number == number { break }
          parts[last.place].content = .single(isContent: false)
        }
      case .close: parts[place].content = .single(isContent: false)
      default: break
      }
    }
    for (place, _) in opened { parts[place].content = .single(isContent: false) }
    return parts
  }

  /// The same with pairs around no text as markup by itself.
  private func withoutEmptyPairs() -> [Part] {
    var parts: [Part] = []
    // For each pair that is open: where it is in `parts`, and whether text or code follows it.
    var opened: [(place: Int, hasText: Bool, hasContent: Bool)] = []
    for part in self {
      parts.append(part)
      switch part.content {
      case .open: opened.append((parts.count - 1, false, false))
      case .close:
        guard let pair = opened.popLast() else { continue }
        if !opened.isEmpty {
          opened[opened.count - 1].hasText = opened[opened.count - 1].hasText || pair.hasText
          opened[opened.count - 1].hasContent =
            opened[opened.count - 1].hasContent || pair.hasContent
        }
        if pair.hasText { continue }
        let range = parts[pair.place].range.lowerBound..<part.range.upperBound
        parts.removeSubrange(pair.place...)
        parts.append(Part(range: range, content: .single(isContent: pair.hasContent)))
      case .text: if !opened.isEmpty { opened[opened.count - 1].hasText = true }
      case .single(isContent: true):
        if !opened.isEmpty { opened[opened.count - 1].hasContent = true }
      default: break
      }
    }
    return parts
  }

  /// The same without what only surrounds the text.
  private func trimmed() -> [Part] {
    let partners = partners()
    var (start, end) = (startIndex, endIndex)
    var isShorter = true
    while start < end, isShorter {
      isShorter = false
      while start < end, self[start].isTrimmed { (start, isShorter) = (start + 1, true) }
      while start < end, self[end - 1].isTrimmed { (end, isShorter) = (end - 1, true) }
      if start < end - 1, partners[start] == end - 1 {
        (start, end, isShorter) = (start + 1, end - 1, true)
      }
    }
    return Array(self[start..<end])
  }

  /// For each opening part, where the part is that closes it.
  private func partners() -> [Int: Int] {
    var partners: [Int: Int] = [:]
    var opened: [Int] = []
    for place in indices {
      switch self[place].content {
      case .open: opened.append(place)
      case .close: if let start = opened.popLast() { partners[start] = place }
      default: break
      }
    }
    return partners
  }
}

extension Part {
  fileprivate var isTrimmed: Bool {
    switch content {
    case .space, .single(isContent: false): true
    default: false
    }
  }
}
