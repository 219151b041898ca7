/// Markdown: the text of paragraphs, headings, list items and table cells.
///
/// It follows CommonMark, with the tables, footnotes, task lists and struck text of GitHub, front matter, and formulas and
/// directives in lines of their own.
enum Markdown: DocumentReader {
  static let endings = ["md", "markdown", "mdown", "mkd"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var reader = MarkdownReader(bytes)
    reader.read()
    let labels = reader.labels
    return reader.blocks.flatMap { MarkdownBlock(bytes, $0, labels: labels).slots() }
  }
}

/// The lines of a paragraph, heading or cell, without what the lines of its container begin with.
struct MarkdownText {
  var lines: [Range<Int>]
  var isCell = false
}

/// Finds the blocks of a document that have text.
struct MarkdownReader {
  /// What goes on until something ends it.
  private enum State {
    case none
    case paragraph([Range<Int>])
    case fence(byte: UInt8, length: Int, quotes: Int, indentation: Int)
    /// An HTML block, up to a line with the mark; up to a blank line if it is nil.
    case html(end: String?)
    case formula
    case table
    /// Lines that define what a label links to.
    case definition
  }

  private let bytes: [UInt8]
  private let lines: [SourceLine]
  private var state = State.none
  /// The open list items, the outermost first: the column at which the text begins, and how many quotations the item is in.
  private var lists: [(column: Int, quotes: Int)] = []
  private var quotes = 0
  private(set) var blocks: [MarkdownText] = []
  /// The labels that are defined, as ``MarkdownLabel`` compares them.
  private(set) var labels: Set<String> = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = SourceLine.all(in: bytes)
  }

  mutating func read() {
    var number = frontMatterEnd()
    while number < lines.count {
      read(number)
      number += 1
    }
    endParagraph()
  }

  /// How many lines metadata at the beginning has.
  private func frontMatterEnd() -> Int {
    guard let first = lines.first.map({ bytes.text(trimmedEnd($0.range)) }),
      ["---", "+++"].contains(first)
    else { return 0 }
    let end = lines.indices.dropFirst().first { number in
      let text = bytes.text(trimmedEnd(lines[number].range).prefix(4))
      return text == first || first == "---" && text == "..."
    }
    return end.map { $0 + 1 } ?? 0
  }

  private func trimmedEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    return range.lowerBound..<end
  }

  // MARK: - Lines

  private mutating func read(_ number: Int) {
    var cursor = MarkdownCursor(bytes, lines[number].range)
    let marks = cursor.skipQuotes()
    if goesOn(&cursor, marks.count) { return }
    if cursor.isBlank {
      endParagraph()
      quotes = marks.count
      return
    }
    if marks.count > quotes { endParagraph() }
    quotes = isParagraph ? quotes : marks.count
    // Code does not follow a paragraph directly, however deep its line is.
    let mayBeCode = !isParagraph
    if isParagraph, startsBlock(cursor) { endParagraph() }
    if !isParagraph { endLists(marks, cursor.column) }
    cursor.base = max(cursor.base, lists.last?.column ?? 0)
    readContent(number, &cursor, mayBeCode: mayBeCode)
  }

  /// Ends the list items to which a line does not belong, by its marks of quotations and the column of its text.
  private mutating func endLists(_ marks: [Int], _ column: Int) {
    while let last = lists.last {
      let own = last.quotes < marks.count ? marks[last.quotes] : column
      if last.quotes <= marks.count, own >= last.column { return }
      lists.removeLast()
    }
  }

  private var isParagraph: Bool { if case .paragraph = state { true } else { false } }

  /// Whether a line belongs to a block whose text is not translated.
  private mutating func goesOn(_ cursor: inout MarkdownCursor, _ lineQuotes: Int) -> Bool {
    switch state {
    case .fence(let byte, let length, let quotes, let indentation):
      let isOutside = lineQuotes < quotes || !cursor.isBlank && cursor.column < indentation
      if isOutside || cursor.isFenceEnd(byte, length) { state = .none }
      return !isOutside
    case .html(let end):
      if let end {
        if cursor.contains(end) { state = .none }
        return true
      }
      if cursor.isBlank { state = .none }
      return true
    case .formula:
      if cursor.endsWith("$$") { state = .none }
      return true
    case .definition:
      state = .none
      return cursor.isTitle
    case .none, .paragraph, .table: return false
    }
  }

  /// Whether the line could go on with a paragraph without being lazy: it is in the same list item.
  private func isInParagraph(_ cursor: MarkdownCursor) -> Bool {
    isParagraph && cursor.column >= lists.last?.column ?? 0
  }

  private func startsBlock(_ cursor: MarkdownCursor) -> Bool {
    cursor.heading != nil || cursor.fence != nil
      || cursor.listMarker(inParagraph: isInParagraph(cursor)) != nil
      || cursor.isThematicBreak
  }

  private mutating func readContent(
    _ number: Int, _ cursor: inout MarkdownCursor, mayBeCode: Bool
  ) {
    var depth = 0
    while depth < 100 {
      if cursor.isIndentedCode, mayBeCode || depth > 0 { return endTable() }
      if cursor.isThematicBreak && depth == 0 || isParagraph && cursor.isUnderline {
        return endParagraph()
      }
      guard let marker = cursor.listMarker(inParagraph: depth == 0 && isInParagraph(cursor)) else {
        break
      }
      endParagraph()
      cursor.place = marker.end
      lists.append((marker.column, quotes))
      cursor.base = marker.column
      quotes += cursor.skipQuotes().count
      if cursor.skipTask() { cursor.base = cursor.column }
      if cursor.isBlank { return }
      depth += 1
    }
    readBlock(number, cursor)
  }

  private mutating func readBlock(_ number: Int, _ cursor: MarkdownCursor) {
    if let fence = cursor.fence {
      endParagraph()
      state = .fence(
        byte: fence.byte, length: fence.length, quotes: quotes, indentation: lists.last?.column ?? 0
      )
    } else if let heading = cursor.heading {
      endParagraph()
      blocks.append(MarkdownText(lines: [heading]))
    } else if cursor.startsWith("$$") {
      endParagraph()
      state = cursor.endsWith("$$", beyond: 2) ? .none : .formula
    } else if let end = cursor.htmlBlock(inParagraph: isParagraph) {
      endParagraph()
      state = end.map { cursor.contains($0) } == true ? .none : .html(end: end)
    } else if cursor.isDirective {
      endParagraph()
    } else if !isParagraph, let definition = cursor.definition {
      endTable()
      labels.insert(definition.label)
      if let text = definition.text {
        lists.append((cursor.base + 4, quotes))
        state = .paragraph([text])
      } else {
        state = .definition
      }
    } else {
      readText(number, cursor)
    }
  }

  private mutating func readText(_ number: Int, _ cursor: MarkdownCursor) {
    let range = cursor.text
    if case .table = state, cursor.contains("|") { return addCells(cursor) }
    if !isParagraph, number + 1 < lines.count, isTable(cursor, lines[number + 1].range) {
      addCells(cursor)
      state = .table
      return
    }
    if case .paragraph(var lines) = state {
      state = .none
      lines.append(range)
      state = .paragraph(lines)
    } else {
      state = .paragraph([range])
    }
  }

  private mutating func endParagraph() {
    if case .paragraph(let lines) = state { blocks.append(MarkdownText(lines: lines)) }
    state = .none
  }

  private mutating func endTable() { if case .table = state { state = .none } }

  // MARK: - Tables

  /// Whether the next line draws the line between a table's head and its rows.
  private func isTable(_ cursor: MarkdownCursor, _ next: Range<Int>) -> Bool {
    guard cursor.contains("|") else { return false }
    var line = MarkdownCursor(bytes, next)
    _ = line.skipQuotes()
    let rest = bytes[bytes.trimmed(line.rest)]
    return rest.contains(UInt8(ascii: "-"))
      && rest.allSatisfy { "|:-".utf8.contains($0) || $0.isBlank }
      && (rest.contains(UInt8(ascii: "|")) || rest.contains(UInt8(ascii: ":")))
  }

  /// Adds the cells of a row; the line between head and rows has no text.
  private mutating func addCells(_ cursor: MarkdownCursor) {
    let row = bytes.trimmed(cursor.rest)
    var start = row.lowerBound
    var place = start
    while place <= row.upperBound {
      if place == row.upperBound || bytes[place] == UInt8(ascii: "|") {
        let cell = bytes.trimmed(start..<place)
        if !cell.isEmpty { blocks.append(MarkdownText(lines: [cell], isCell: true)) }
        start = place + 1
      } else if bytes[place] == UInt8(ascii: "\\") {
        place += 1
      }
      place += 1
    }
  }
}

/// Labels of links, which are equal whatever their case and white space.
enum MarkdownLabel {
  static func normalized(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }.joined(
      separator: " "
    ).lowercased()
  }
}
