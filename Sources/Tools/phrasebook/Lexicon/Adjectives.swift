/// Adjectives, grouped by what they describe.
enum Adjectives {
  /// How somebody is just now.
  static let states: [Adjective] = [
    Adjective("tired", "fatigué"), Adjective("happy", "heureux"), Adjective("sad", "triste"),
    Adjective("ready", "prêt"), Adjective("sick", "malade"), Adjective("busy", "occupé"),
    Adjective("nervous", "nerveux"), Adjective("alone", "seul"),
    Adjective("worried", "inquiet", feminine: "inquiète"), Adjective("surprised", "surpris"),
    Adjective("disappointed", "déçu"), Adjective("jealous", "jaloux", feminine: "jalouse"),
    Adjective("calm", "calme"), Adjective("curious", "curieux"),
    Adjective("satisfied", "satisfait"),
  ]

  /// States without degrees: nobody is "a little ready".
  static let ungraded: Set = ["ready", "alone"]

  /// What somebody is like.
  static let traits: [Adjective] = [
    Adjective("tall", "grand"), Adjective("kind", "gentil", feminine: "gentille"),
    Adjective("young", "jeune"), Adjective("rich", "riche"), Adjective("poor", "pauvre"),
    Adjective("intelligent", "intelligent"), Adjective("funny", "drôle"),
    Adjective("polite", "poli"), Adjective("strong", "fort"), Adjective("famous", "célèbre"),
    Adjective("shy", "timide"), Adjective("lazy", "paresseux"),
    Adjective("brave", "courageux"), Adjective("serious", "sérieux"),
    Adjective("patient", "patient"), Adjective("generous", "généreux"),
    Adjective("honest", "honnête"), Adjective("friendly", "sympathique"),
  ]

  /// Traits nobody boasts of: "but" joins them to the others.
  static let unwelcome: Set = ["poor", "shy", "lazy"]

  static let new = Adjective(
    "new", "nouveau", feminine: "nouvelle", beforeVowel: "nouvel", precedesNoun: true)
  /// "new" after "to be": "la voiture est neuve".
  static let brandNew = Adjective("new", "neuf")
  static let old = Adjective(
    "old", "vieux", feminine: "vieille", beforeVowel: "vieil", precedesNoun: true)
  static let beautiful = Adjective(
    "beautiful", "beau", feminine: "belle", beforeVowel: "bel", precedesNoun: true)
  static let big = Adjective("big", "grand", precedesNoun: true)
  static let small = Adjective("small", "petit", precedesNoun: true)
  static let good = Adjective("good", "bon", precedesNoun: true)
  static let expensive = Adjective("expensive", "cher")
  static let cheap = Adjective("cheap", "bon marché", feminine: "bon marché", plural: "bon marché")

  static let strange = Adjective("strange", "étrange")

  /// Fit for a thing of any kind.
  static let things: [Adjective] = [
    new, old, beautiful, big, small, expensive, Adjective("heavy", "lourd"),
    Adjective("dirty", "sale"), Adjective("clean", "propre"), Adjective("useful", "utile"),
    strange, Adjective("modern", "moderne"), Adjective("light", "léger"),
    Adjective("pretty", "joli", precedesNoun: true),
  ]

  /// Of clothes and small things.
  static let looks: [Adjective] = [
    new, old, beautiful, big, small, expensive, Adjective("pretty", "joli", precedesNoun: true),
    strange, Adjective("elegant", "élégant"),
  ]

  /// Adjectives that "too" goes with.
  static let excessive: Set = [
    "old", "big", "small", "expensive", "heavy", "dirty", "light", "modern", "noisy", "dangerous",
    "boring", "difficult", "easy", "long", "short", "complicated", "strange",
  ]

  static let colours: [Adjective] = [
    Adjective("red", "rouge"), Adjective("blue", "bleu", plural: "bleus"),
    Adjective("green", "vert"), Adjective("yellow", "jaune"),
    Adjective("white", "blanc", feminine: "blanche"), Adjective("black", "noir"),
    Adjective("grey", "gris"), Adjective("pink", "rose"),
  ]

  static let tastes: [Adjective] = [
    Adjective("delicious", "délicieux"), good, Adjective("bad", "mauvais", precedesNoun: true),
    Adjective("fresh", "frais", feminine: "fraîche"), Adjective("excellent", "excellent"),
  ]

  static let temperatures: [Adjective] = [Adjective("cold", "froid"), Adjective("hot", "chaud")]
  static let salty: [Adjective] = [Adjective("salty", "salé")]
  static let sweet: [Adjective] = [Adjective("sweet", "sucré")]

  /// What keeps one from doing something.
  static let obstacles: [Adjective] = [
    Adjective("tired", "fatigué"), Adjective("busy", "occupé"), Adjective("sick", "malade"),
    Adjective("lazy", "paresseux"), Adjective("young", "jeune"), old,
  ]

  static let places: [Adjective] = [
    old, beautiful, big, small, Adjective("quiet", "calme"), Adjective("noisy", "bruyant"),
    Adjective("modern", "moderne"), Adjective("famous", "célèbre"), Adjective("clean", "propre"),
    Adjective("dangerous", "dangereux"), Adjective("lively", "animé"),
  ]

  static let landscapes: [Adjective] = [
    beautiful, big, small, Adjective("quiet", "calme"), Adjective("famous", "célèbre"),
    Adjective("dangerous", "dangereux"),
  ]

  /// Of books, films, lessons, work.
  static let interests: [Adjective] = [
    Adjective("interesting", "intéressant"), Adjective("boring", "ennuyeux"),
    Adjective("difficult", "difficile"), Adjective("easy", "facile"),
    Adjective("important", "important"), Adjective("long", "long", feminine: "longue"),
    Adjective("short", "court"), Adjective("simple", "simple"), Adjective("strange", "étrange"),
    Adjective("funny", "drôle"), Adjective("complicated", "compliqué"),
  ]

  /// Of tasks: "it is difficult to …".
  static let tasks: [Adjective] = [
    Adjective("difficult", "difficile"), Adjective("easy", "facile"),
    Adjective("important", "important"), Adjective("dangerous", "dangereux"),
    Adjective("impossible", "impossible"), Adjective("necessary", "nécessaire"),
    Adjective("useful", "utile"), Adjective("forbidden", "interdit"),
    Adjective("possible", "possible"),
    Adjective("pleasant", "agréable"),
  ]

  static let containers: [Adjective] = [
    Adjective("open", "ouvert"), Adjective("closed", "fermé"), Adjective("empty", "vide"),
    Adjective("full", "plein"),
  ]

  static let nationalities: [Adjective] = [
    Adjective("French", "français"), Adjective("English", "anglais"),
    Adjective("Italian", "italien"), Adjective("German", "allemand"),
    Adjective("Spanish", "espagnol"), Adjective("Belgian", "belge"),
    Adjective("Canadian", "canadien"), Adjective("Chinese", "chinois"),
    Adjective("Japanese", "japonais"), Adjective("Portuguese", "portugais"),
    Adjective("Greek", "grec", feminine: "grecque"), Adjective("Moroccan", "marocain"),
  ]

  static let degrees: [Pair] = [
    Pair("very", "très"), Pair("too", "trop"), Pair("a little", "un peu"),
    Pair("so", "si"), Pair("really", "vraiment"),
  ]
}
