/// A verb with the things it is done to.
struct Frame: Sendable {
  /// Which determiners sound right before the object.
  enum Style: Sendable {
    /// "some bread", "an apple", "three eggs".
    case food
    /// "a book", "this book", "my book".
    case thing
    /// "my keys", "the key".
    case owned
    /// "the window", "this window".
    case known
  }

  /// Which tenses make sense.
  enum Aspect: Sendable {
    /// Done again and again: "reads every day".
    case habitual
    /// Done for a while, seldom: "is repairing".
    case ongoing
    /// Over at once: "broke".
    case momentary
  }

  let verb: Verb
  let style: Style
  let aspect: Aspect
  let objects: [Noun]
  let adjectives: [Adjective]

  init(
    _ verb: Verb, _ style: Style, _ aspect: Aspect, _ objects: [Noun],
    _ adjectives: [Adjective] = []
  ) {
    self.verb = verb
    self.style = style
    self.aspect = aspect
    self.objects = objects
    self.adjectives = adjectives
  }
}

enum Frames {
  static let all = food + clothing + reading + owning + household + perceiving

  static let habitual = all.filter { $0.aspect == .habitual }
  static let lasting = all.filter { $0.aspect != .momentary }

  static let food: [Frame] = [
    Frame(Verbs.eat, .food, .habitual, Food.uncountable + Food.countable),
    Frame(Verbs.drink, .food, .habitual, Food.drinks),
    Frame(Verbs.buy, .food, .habitual, Food.uncountable + Food.countable + Food.drinks),
    Frame(Verb("cook", "cuisiner"), .food, .habitual, Food.dishes),
    Frame(Verb("prepare", "préparer"), .known, .habitual, Food.meals),
  ]

  static let clothing: [Frame] = [
    Frame(
      Verb(EnglishVerb("wear", past: "wore", participle: "worn"), "porter"), .thing, .habitual,
      Things.clothes, Adjectives.colours),
    Frame(Verbs.buy, .thing, .ongoing, Things.clothes, Adjectives.colours + Adjectives.things),
    Frame(Verb("wash", "laver"), .owned, .ongoing, Things.clothes, Adjectives.colours),
    Frame(
      Verb(EnglishVerb("choose", past: "chose", participle: "chosen"), "choisir"), .thing,
      .ongoing, Things.clothes + Things.gifts, Adjectives.colours),
  ]

  static let reading: [Frame] = [
    Frame(
      Verb(EnglishVerb("read", past: "read"), "lire"), .thing, .habitual, Things.readables,
      Adjectives.interests),
    Frame(
      Verb(EnglishVerb("write", past: "wrote", participle: "written"), "écrire"), .thing, .ongoing,
      Things.writings, Adjectives.interests),
    Frame(Verb("explain", "expliquer"), .known, .ongoing, Things.lessons),
    Frame(Verb("learn", "apprendre"), .known, .ongoing, Things.lessons),
    Frame(Verb("translate", "traduire"), .known, .ongoing, Things.writings),
    Frame(
      Verb(EnglishVerb("understand", past: "understood"), "comprendre"), .known, .momentary,
      Things.lessons),
    Frame(Verb("finish", "finir"), .known, .momentary, Things.writings + Food.meals),
    Frame(Verb("receive", "recevoir"), .thing, .momentary, Things.post + Things.gifts),
    Frame(
      Verb(EnglishVerb("send", past: "sent"), "envoyer"), .thing, .ongoing, Things.post),
  ]

  static let owning: [Frame] = [
    Frame(Verbs.lose, .owned, .momentary, Things.belongings),
    Frame(Verbs.find, .owned, .momentary, Things.belongings),
    Frame(Verb("look for", "chercher"), .owned, .ongoing, Things.belongings),
    Frame(
      Verb(EnglishVerb("forget", past: "forgot", participle: "forgotten"), "oublier"), .owned,
      .momentary, Things.belongings),
    Frame(
      Verb(EnglishVerb("bring", past: "brought"), "apporter"), .thing, .ongoing,
      Things.belongings + Things.gifts + Things.tableware),
    Frame(
      Verb(EnglishVerb("steal", past: "stole", participle: "stolen"), "voler"), .known, .momentary,
      Things.belongings + Things.vehicles),
    Frame(Verbs.sell, .thing, .ongoing, Things.vehicles + Things.furniture, Adjectives.things),
    Frame(
      Verbs.buy, .thing, .ongoing, Things.vehicles + Things.devices + Places.homes,
      Adjectives.things),
  ]

  static let household: [Frame] = [
    Frame(Verb("open", "ouvrir"), .known, .ongoing, Things.closables + Things.post),
    Frame(Verb("close", "fermer"), .known, .ongoing, Things.closables),
    Frame(Verb("clean", "nettoyer"), .known, .habitual, Places.rooms + Things.furniture),
    Frame(Verb("repair", "réparer"), .known, .ongoing, Things.vehicles + Things.devices),
    Frame(Verb("wash", "laver"), .known, .ongoing, Things.vehicles + Things.tableware),
    Frame(Verb("paint", "peindre"), .known, .ongoing, Places.rooms),
    Frame(
      Verb(EnglishVerb("break", past: "broke", participle: "broken"), "casser"), .known,
      .momentary, Things.breakables),
  ]

  static let perceiving: [Frame] = [
    Frame(Verb("watch", "regarder"), .known, .ongoing, Things.shows, Adjectives.interests),
    Frame(
      Verbs.see, .thing, .momentary, Things.animals + Things.nature,
      [Adjectives.big, Adjectives.small, Adjectives.beautiful, Adjectives.strange]),
    Frame(
      Verb(EnglishVerb("draw", past: "drew", participle: "drawn"), "dessiner"), .thing, .ongoing,
      Things.animals + Things.nature, [Adjectives.big, Adjectives.small]),
    Frame(Verb("visit", "visiter"), .thing, .ongoing, Places.sights, Adjectives.places),
  ]
}
