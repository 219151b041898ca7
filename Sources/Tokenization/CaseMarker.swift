/// Writes lines in the known forms of their words, with ``CaseMark``s for what is not as expected, and reads them.
///
/// Both directions are functions of the text alone, and `text(of: marked(line)) == line` for every line in NFC without
/// case marks. A word for which a mark would not bring it back, such as one of mixed case, is spelled out.
struct CaseMarker: ~Copyable, Sendable {
  let letters: LetterCase
  let known: KnownForms
  private let memo = WordMemo()

  init(known: KnownForms, locale: String) throws(TokenizerError) {
    letters = try LetterCase(locale: locale)
    self.known = known
  }

  /// Nil without known forms.
  init?(_ known: KnownForms?, locale: String) throws(TokenizerError) {
    guard let known else { return nil }
    try self.init(known: known, locale: locale)
  }

  // MARK: - Writing

  /// A word of a line, and how it is written.
  struct Word {
    var place: CasedWords.Word
    /// The word in the line.
    var text: [UInt8]
    /// Its known form, or the word if it is spelled out.
    var written: [UInt8]
    var mark: CaseMark?
    /// Whether its known form in capitals is the word.
    var isInCapitals: Bool
    /// Whether it has no capitals.
    var isSmall: Bool
  }

  /// Words in capitals, by their places among a line's words.
  struct Run {
    var words: Range<Int>
    /// Whether they are all the words of the line.
    var isWholeLine: Bool
  }

  /// A line with marks.
  func marked(_ line: String) -> String {
    let (words, runs) = analysis(of: line)
    return write(words, of: line, runs)
  }

  func analysis(of line: String) -> (words: [Word], runs: [Run]) {
    let found = CasedWords(of: line)
    let words = words(found, of: Array(line.utf8))
    return (words, Self.runs(of: words, mayBeWhole: !found.hasOtherLetters))
  }

  func words(_ found: CasedWords, of bytes: [UInt8]) -> [Word] {
    found.words.map { place in memo.word(at: place, in: bytes) { word($0, $1) } }
  }

  private func word(_ place: CasedWords.Word, _ text: [UInt8]) -> Word {
    let capitals = letters.capitals(text)
    let small = letters.small(text)
    let form = known.form(of: capitals) ?? small
    var word = Word(
      place: place, text: text, written: form, isInCapitals: letters.capitals(form) == text,
      isSmall: small == text)
    // A single letter, which is both, begins with a capital.
    for mark: CaseMark? in [nil, .capital, .capitals, .small]
    where render(form, mark, place) == text {
      word.mark = mark
      return word
    }
    word.written = text
    if render(text, nil, place) != text { word.mark = .small }
    return word
  }

  /// Runs of at least two words that are not as expected but in capitals, or of one if it is all of the line.
  private static func runs(of words: [Word], mayBeWhole: Bool) -> [Run] {
    var runs: [Run] = []
    var start = 0
    while start < words.count {
      let end = words[start...].firstIndex { !$0.isInCapitals } ?? words.count
      let marked = (start..<end).filter { words[$0].mark == .capitals }
      let isWhole = mayBeWhole && start == 0 && end == words.count
      if let first = marked.first, marked.count > 1 || isWhole {
        runs.append(Run(words: (start == 0 ? 0 : first)..<end, isWholeLine: isWhole))
      }
      start = max(end, start + 1)
    }
    return runs
  }

  /// The line in known forms, with marks.
  ///
  /// The mark of a run at the beginning of a line is its first character, all other marks are directly before a word.
  func write(_ words: [Word], of line: String, _ runs: [Run]) -> String {
    String(decoding: write(words, of: Array(line.utf8), runs), as: UTF8.self)
  }

  func write(_ words: [Word], of bytes: [UInt8], _ runs: [Run]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var rest = runs[...]
    var end = 0
    if rest.first?.words.lowerBound == 0 { Self.append(.capitalsBegin, to: &result) }
    for (index, word) in words.enumerated() {
      result += bytes[end..<word.place.range.lowerBound]
      end = word.place.range.upperBound
      if let run = rest.first, run.words.upperBound == index {
        Self.append(.capitalsEnd, to: &result)
        rest.removeFirst()
      }
      if let run = rest.first, run.words.contains(index) {
        if index > 0, run.words.lowerBound == index { Self.append(.capitalsBegin, to: &result) }
      } else if let mark = word.mark {
        Self.append(mark, to: &result)
      }
      result += word.written
    }
    result += bytes[end...]
    return result
  }

  private static func append(_ mark: CaseMark, to bytes: inout [UInt8]) {
    bytes += String(mark.mark.scalar).utf8
  }

  // MARK: - Reading

  /// How a line with marks is read.
  struct Style {
    /// Whether all of it is in capitals, whatever its marks say.
    var isInCapitals = false
    /// Whether its first word begins a sentence.
    var beginsSentence = true
  }

  /// The text of a line with marks; a mark is about the next word, wherever it stands.
  func text(of marked: String, _ style: Style = Style()) -> String {
    let (line, marks) = Self.separated(marked)
    let bytes = Array(line.utf8)
    var rest = marks[...]
    var isRunning = style.isInCapitals
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var end = 0
    for place in CasedWords(of: line, beginsSentence: style.beginsSentence).words {
      var own: CaseMark?
      while let next = rest.first, next.offset <= place.range.lowerBound {
        switch next.mark {
        case .capitalsBegin: isRunning = true
        case .capitalsEnd: isRunning = style.isInCapitals
        default: own = next.mark
        }
        rest.removeFirst()
      }
      if own == nil && isRunning { own = .capitals }
      result += bytes[end..<place.range.lowerBound]
      let form = Array(bytes[place.range])
      result += style.isInCapitals ? letters.distinctCapitals(form) : render(form, own, place)
      end = place.range.upperBound
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }

  private static func separated(_ marked: String) -> (
    line: String, marks: [(offset: Int, mark: CaseMark)]
  ) {
    var line = String.UnicodeScalarView()
    var marks: [(offset: Int, mark: CaseMark)] = []
    var offset = 0
    for scalar in marked.unicodeScalars {
      if let mark = CaseMark(scalar) {
        marks.append((offset, mark))
      } else {
        line.append(scalar)
        offset += UTF8.width(scalar)
      }
    }
    return (String(line), marks)
  }

  /// The look of a word that is written in a form with a mark, or with none.
  private func render(_ form: [UInt8], _ mark: CaseMark?, _ place: CasedWords.Word) -> [UInt8] {
    switch mark {
    case .capital: letters.capitalised(form)
    case .small: letters.small(form)
    case .capitals, .capitalsBegin, .capitalsEnd: letters.capitals(form)
    case nil:
      place.beginsSentence && letters.small(form) == form ? letters.capitalised(form) : form
    }
  }
}
