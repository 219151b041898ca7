/// What the elements of HTML are to a translator.
enum HTMLElements {
  private static func set(_ names: String) -> Set<String> {
    Set(names.split(separator: " ").map(String.init))
  }

  /// Those that stand inside of sentences; all others end one.
  static let inline = set(
    """
    a abbr acronym audio b bdi bdo big canvas cite code data del dfn em embed font i iframe img input ins kbd map \
    mark math meter noscript object output picture progress q ruby rb rp rt s samp slot small span strike strong sub \
    sup svg time tt u var video wbr
    """)

  /// Those without an end tag.
  static let void = set(
    "area base basefont br col embed frame hr img input keygen link meta param source track wbr")

  /// Those whose text is code, or not in any language.
  static let code = set(
    """
    applet audio canvas code iframe kbd math noembed noframes object plaintext pre samp script style svg textarea \
    tt var video xmp
    """)

  /// Those whose content has no tags.
  static let raw = set("script style xmp iframe noembed noframes textarea title plaintext")

  /// Those that another of the kind ends.
  static let selfEnding = set("p li dt dd tr td th option")

  /// The attributes that readers see.
  static let readableAttributes = ["alt", "title", "placeholder", "aria-label"]
}
