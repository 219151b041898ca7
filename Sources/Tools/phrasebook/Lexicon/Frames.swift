/// A verb with the things it is done to.
struct Frame: Sendable {
  /// Which determiners sound right before the object.
  enum Style: Sendable {
    /// "some bread", "an apple", "three eggs".
    case food
    /// "a book", "some books", "this book", "my book".
    case thing
    /// "a car", "the car", "my car": one.
    case single
    /// "my key", "the key": one.
    case owned
    /// "my shoes", "the shoes": several.
    case ownedSeveral
    /// "the window", "these windows".
    case known
    /// "the film", "this film": one.
    case shared
    /// "breakfast", "my breakfast".
    case meal
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

  var isPurchase: Bool { verb.english.base == "buy" }

  /// Remembered for long: fit for "last year".
  var isMemorable: Bool {
    let verbs = [
      "buy", "sell", "visit", "paint", "repair", "receive", "lose", "steal", "write", "learn",
      "translate",
    ]
    return style != .food && verbs.contains(verb.english.base)
  }
}

enum Frames {
  static let all = food + clothing + reading + owning + household + perceiving

  static let habitual = all.filter { $0.aspect == .habitual }
  static let lasting = all.filter { $0.aspect != .momentary }

  /// What may still be to come; nobody waits to lose a key.
  static let expected = all.filter {
    $0.style != .food && $0.style != .ownedSeveral
      && !["lose", "steal", "break", "forget"].contains($0.verb.english.base)
  }

  static let chores = (food + household + reading).filter { $0.aspect != .momentary }

  static let food: [Frame] = [
    Frame(Verbs.eat, .food, .habitual, Food.uncountable + Food.countable),
    Frame(Verbs.drink, .food, .habitual, Food.drinks),
    Frame(Verbs.buy, .food, .habitual, Food.uncountable + Food.countable + Food.drinks),
    Frame(Verb("cook", "cuisiner"), .food, .habitual, Food.dishes),
    Frame(Verb("prepare", "préparer"), .meal, .habitual, Food.meals),
  ]

  static let clothing: [Frame] = [
    Frame(
      Verb(EnglishVerb("wear", past: "wore", participle: "worn"), "porter"), .single, .habitual,
      Things.clothes, Adjectives.colours),
    Frame(Verbs.buy, .single, .ongoing, Things.clothes, Adjectives.colours + Adjectives.looks),
    Frame(Verb("wash", "laver"), .owned, .ongoing, Things.clothes),
    Frame(
      Verb(EnglishVerb("choose", past: "chose", participle: "chosen"), "choisir"), .single,
      .ongoing, Things.clothes + Things.gifts, Adjectives.colours),
  ]

  static let reading: [Frame] = [
    Frame(
      Verb(EnglishVerb("read", past: "read"), "lire"), .thing, .habitual, Things.readables,
      Adjectives.interests),
    Frame(
      Verb(EnglishVerb("write", past: "wrote", participle: "written"), "écrire"), .thing, .ongoing,
      Things.writings, Adjectives.interests),
    Frame(Verb("explain", "expliquer"), .shared, .ongoing, Things.lessons),
    Frame(Verb("learn", "apprendre"), .shared, .ongoing, Things.learnables),
    Frame(Verb("translate", "traduire"), .known, .ongoing, Things.writings),
    Frame(
      Verb(EnglishVerb("understand", past: "understood"), "comprendre"), .known, .momentary,
      Things.lessons),
    Frame(Verb("finish", "finir"), .owned, .momentary, Things.writings),
    Frame(Verb("finish", "finir"), .meal, .momentary, Food.meals),
    Frame(Verb("receive", "recevoir"), .thing, .momentary, Things.post + Things.gifts),
    Frame(
      Verb(EnglishVerb("send", past: "sent"), "envoyer"), .thing, .ongoing, Things.post),
  ]

  static let owning: [Frame] = [
    Frame(Verbs.lose, .owned, .momentary, Things.belongings),
    Frame(Verbs.lose, .ownedSeveral, .momentary, Things.sets),
    Frame(Verbs.find, .owned, .momentary, Things.belongings),
    Frame(Verbs.find, .ownedSeveral, .momentary, Things.sets),
    Frame(Verb("look for", "chercher"), .owned, .ongoing, Things.belongings),
    Frame(Verb("look for", "chercher"), .ownedSeveral, .ongoing, Things.sets),
    Frame(Verbs.buy, .ownedSeveral, .ongoing, Things.pairs),
    Frame(
      Verb(EnglishVerb("forget", past: "forgot", participle: "forgotten"), "oublier"), .owned,
      .momentary, Things.belongings),
    Frame(
      Verb(EnglishVerb("bring", past: "brought"), "apporter"), .thing, .ongoing,
      Things.belongings + Things.gifts + Things.tableware),
    Frame(
      Verb(EnglishVerb("steal", past: "stole", participle: "stolen"), "voler"), .shared, .momentary,
      Things.belongings + Things.vehicles),
    Frame(
      Verbs.sell, .single, .ongoing, Things.vehicles + Things.furniture + Places.homes,
      Adjectives.things),
    Frame(
      Verbs.buy, .single, .ongoing, Things.vehicles + Things.devices + Places.homes,
      Adjectives.things),
  ]

  static let household: [Frame] = [
    Frame(Verb("open", "ouvrir"), .known, .ongoing, Things.closables + Things.post),
    Frame(Verb("close", "fermer"), .known, .ongoing, Things.closables),
    Frame(Verb("clean", "nettoyer"), .owned, .habitual, Places.rooms + Things.furniture),
    Frame(Verb("repair", "réparer"), .owned, .ongoing, Things.vehicles + Things.devices),
    Frame(Verb("wash", "laver"), .owned, .ongoing, Things.vehicles),
    Frame(Verb("wash", "laver"), .ownedSeveral, .ongoing, Things.tableware),
    Frame(
      Verb("paint", "peindre"), .owned, .ongoing, Places.rooms.filter { $0.english != "garden" }),
    Frame(
      Verb(EnglishVerb("break", past: "broke", participle: "broken"), "casser"), .known,
      .momentary, Things.breakables),
  ]

  static let perceiving: [Frame] = [
    Frame(Verb("watch", "regarder"), .shared, .ongoing, Things.shows, Adjectives.interests),
    Frame(
      Verbs.see, .thing, .momentary, Things.animals + Things.nature,
      [Adjectives.big, Adjectives.small, Adjectives.beautiful, Adjectives.strange]),
    Frame(
      Verb(EnglishVerb("draw", past: "drew", participle: "drawn"), "dessiner"), .thing, .ongoing,
      Things.animals + Things.nature, [Adjectives.big, Adjectives.small]),
    Frame(Verb("visit", "visiter"), .single, .ongoing, Places.sights, Adjectives.places),
  ]
}
