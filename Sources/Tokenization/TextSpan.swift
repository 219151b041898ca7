/// What kind of text a ``TextSpan`` is.
package enum SpanKind: String, Sendable, Hashable, CaseIterable {
  /// What a program replaces: `{name}`, `{{name}}`, `${name}`, `%d`, `%1$@`.
  case placeholder
  /// A tag or comment of HTML or XML.
  case tag
  /// A character reference: `&nbsp;`, `&#233;`.
  case entity
  /// The address of a page or site.
  case url
  /// An address of mail.
  case mail
  /// The name of a file, with or without its path.
  case file
  /// `#word`, or `@name`.
  case hashtag
  /// Code in backticks.
  case code
  /// Digits, with the separators of groups and decimals, dates and versions, and a sign.
  case number
  /// A time in digits: `13:30`, `00:00:01,000`.
  case time
  /// A term of a glossary, in the language of the translation.
  case term
  /// The name of somebody or something, which the model does not know: see ``NameFinder``.
  case properName

  /// Whether a model may well know how to translate it.
  package var isNumeric: Bool { self == .number || self == .time }
}

/// A part of a line that is not to be translated: it stands in the translation as it is.
package struct TextSpan: Sendable, Hashable {
  /// Its place in the line's UTF-8.
  package var range: Range<Int>
  package var kind: SpanKind

  package init(_ range: Range<Int>, _ kind: SpanKind) {
    self.range = range
    self.kind = kind
  }
}
