/// Verbs without an object, and the verbs that govern others.
enum Verbs {
  static let sleep = Verb(EnglishVerb("sleep", past: "slept"), "dormir")
  static let work = Verb("work", "travailler")
  static let run = Verb(EnglishVerb("run", past: "ran", participle: "run"), "courir")
  static let swim = Verb(EnglishVerb("swim", past: "swam", participle: "swum"), "nager")
  static let dance = Verb("dance", "danser")
  static let sing = Verb(EnglishVerb("sing", past: "sang", participle: "sung"), "chanter")
  static let laugh = Verb("laugh", "rire")
  static let cry = Verb("cry", "pleurer")
  static let wait = Verb("wait", "attendre")
  static let travel = Verb(EnglishVerb("travel", past: "travelled"), "voyager")
  static let smoke = Verb("smoke", "fumer")
  static let walk = Verb("walk", "marcher")
  static let cook = Verb("cook", "cuisiner")
  static let play = Verb("play", "jouer")
  static let read = Verb(EnglishVerb("read", past: "read"), "lire")
  static let drive = Verb(EnglishVerb("drive", past: "drove", participle: "driven"), "conduire")
  static let draw = Verb(EnglishVerb("draw", past: "drew", participle: "drawn"), "dessiner")

  /// What people do, for longer or shorter.
  static let activities: [Verb] =
    efforts + [sleep, laugh, cry, wait, smoke]

  /// Activities that take some strength or will.
  static let efforts: [Verb] = [
    work, run, swim, dance, sing, travel, walk, cook, play, read, eat, drive, draw,
  ]

  static let learnt: [Verb] = [swim, dance, sing, cook, read, drive, draw]

  static let strenuous: [Verb] = [work, run, swim, dance, travel, drive]

  /// Activities where they belong.
  static let scenes: [(verbs: [Verb], places: [Pair])] = [
    (
      [sleep, eat, work, read, dance, sing, play, cook, draw],
      [Pair("at home", "à la maison"), Pair("here", "ici")]
    ),
    (
      [sleep, read, play, work, sing, eat, walk, draw, laugh],
      [Pair("in the garden", "dans le jardin"), Pair("in the park", "dans le parc")]
    ),
    (
      [eat, cook, sing, wait, work, smoke],
      [Pair("in the kitchen", "dans la cuisine"), Pair("at the restaurant", "au restaurant")]
    ),
    (
      [run, walk, play, sing, dance, cry, laugh, smoke, wait],
      [Pair("in the street", "dans la rue"), Pair("at the beach", "à la plage")]
    ),
    (
      [swim],
      [
        Pair("in the sea", "dans la mer"), Pair("in the lake", "dans le lac"),
        Pair("in the river", "dans la rivière"), Pair("at the swimming pool", "à la piscine"),
      ]
    ),
    (
      [work, wait, eat, smoke],
      [
        Pair("at the office", "au bureau"), Pair("at the station", "à la gare"),
        Pair("at the factory", "à l'usine"), Pair("at the airport", "à l'aéroport"),
      ]
    ),
    (
      [read, work, draw, sing, play],
      [Pair("at school", "à l'école"), Pair("at the library", "à la bibliothèque")]
    ),
  ]

  /// Activities one does well or badly.
  static let skills: Set = [
    "sleep", "work", "swim", "dance", "sing", "cook", "play", "drive", "draw",
  ]

  static let arrive = Verb("arrive", "arriver")
  static let leave = Verb(EnglishVerb("leave", past: "left"), "partir")

  static let goOut = Verb(EnglishVerb("go out", past: "went", participle: "gone"), "sortir")
  static let goHome = Verb(EnglishVerb("go home", past: "went", participle: "gone"), "rentrer")

  /// Conjugated with "être": going and coming.
  static let movements: [Verb] = [
    arrive, leave, goOut, come, goHome,
    Verb(EnglishVerb("come back", past: "came", participle: "come"), "revenir"),
  ]

  static let stay = Verb("stay", "rester")
  static let go = Verb(EnglishVerb("go", past: "went", participle: "gone"), "aller")
  static let live = Verb("live", "habiter")
  static let come = Verb(EnglishVerb("come", past: "came", participle: "come"), "venir")
  static let fall = Verb(EnglishVerb("fall", past: "fell", participle: "fallen"), "tomber")

  static let getUp = Verb(EnglishVerb("get up", past: "got"), "se lever")
  static let wakeUp = Verb(
    EnglishVerb("wake up", past: "woke", participle: "woken"), "se réveiller")
  static let goToBed = Verb(
    EnglishVerb("go to bed", past: "went", participle: "gone"), "se coucher")
  static let getDressed = Verb(EnglishVerb("get dressed", past: "got"), "s'habiller")
  static let fallAsleep = Verb(
    EnglishVerb("fall asleep", past: "fell", participle: "fallen"), "s'endormir")

  static let mornings: [Verb] = [getUp, wakeUp, getDressed]
  static let evenings: [Verb] = [goToBed, fallAsleep]

  /// Reflexives one decides upon.
  static let intended: [Verb] = [
    getUp, goToBed, getDressed, Verb("rest", "se reposer"),
    Verb(EnglishVerb("go for a walk", past: "went", participle: "gone"), "se promener"),
    Verb(EnglishVerb("have fun", past: "had"), "s'amuser"),
  ]

  static let reflexives: [Verb] =
    intended + [
      wakeUp, fallAsleep, Verb("hurry", "se dépêcher"),
      Verb(EnglishVerb("get angry", past: "got"), "se fâcher"),
      Verb(EnglishVerb("get lost", past: "got"), "se perdre"),
    ]

  /// Verbs that take an infinitive, with the word French puts between.
  static let governors: [(verb: Verb, link: String)] = [
    (Verb(EnglishVerb("forget to", past: "forgot", participle: "forgotten"), "oublier"), "de"),
    (Verb("try to", "essayer"), "de"), (Verb("decide to", "décider"), "de"),
    (Verb("refuse to", "refuser"), "de"), (Verb("promise to", "promettre"), "de"),
    (Verb("hope to", "espérer"), ""),
  ]

  /// Verbs that take a longer activity.
  static let phases: [(verb: Verb, link: String)] = [
    (Verb(EnglishVerb("begin to", past: "began", participle: "begun"), "commencer"), "à"),
    (Verb("learn to", "apprendre"), "à"), (Verb("continue to", "continuer"), "à"),
  ]

  /// Done to a person.
  static let personal: [Verb] = [
    see, call, Verb("help", "aider"), Verb(EnglishVerb("meet", past: "met"), "rencontrer"),
    Verb("invite", "inviter"), Verb("wait for", "attendre"), Verb("listen to", "écouter"),
    Verb("look for", "chercher"), Verb("thank", "remercier"), Verb("follow", "suivre"),
    Verb("accompany", "accompagner"),
    Verb(EnglishVerb("forget", past: "forgot", participle: "forgotten"), "oublier"),
    Verb(EnglishVerb("understand", past: "understood"), "comprendre"),
  ]

  /// Of these, what recurs.
  static let recurring: [Verb] = [
    see, call, Verb("help", "aider"), Verb(EnglishVerb("meet", past: "met"), "rencontrer"),
    Verb("invite", "inviter"), Verb("wait for", "attendre"), Verb("listen to", "écouter"),
    Verb("accompany", "accompagner"),
  ]

  /// Of these, what one may be told to do.
  static let orderable: [Verb] = [
    call, Verb("help", "aider"), Verb("invite", "inviter"), Verb("wait for", "attendre"),
    Verb("listen to", "écouter"), Verb("thank", "remercier"), Verb("follow", "suivre"),
    Verb("accompany", "accompagner"), Verb("look at", "regarder"),
  ]

  /// Asking somebody to do something: French has an indirect object and "de".
  static let asking: [Verb] = [
    Verb("ask", "demander"), Verb(EnglishVerb("tell", past: "told"), "dire"),
  ]

  /// Done to a person whom French makes an indirect object.
  static let addressing: [Verb] = [
    speak,
    Verb(EnglishVerb("write to", past: "wrote", participle: "written"), "écrire", preposition: .à),
    Verb("answer", "répondre", preposition: .à), Verb("smile at", "sourire", preposition: .à),
    Verb("phone", "téléphoner", preposition: .à),
  ]

  /// A thing passes from one person to another.
  static let giving: [Verb] = [
    Verb(EnglishVerb("give", past: "gave", participle: "given"), "donner"),
    Verb(EnglishVerb("show", past: "showed", participle: "shown"), "montrer"),
    Verb(EnglishVerb("lend", past: "lent"), "prêter"),
    Verb(EnglishVerb("send", past: "sent"), "envoyer"), sell,
    Verb(EnglishVerb("bring", past: "brought"), "apporter"),
  ]

  static let like = Verb("like", "aimer", stative: true)
  static let love = Verb("love", "adorer", stative: true)
  static let hate = Verb("hate", "détester", stative: true)
  static let choose = Verb(
    EnglishVerb("choose", past: "chose", participle: "chosen"), "choisir")
  static let prefer = Verb("prefer", "préférer", stative: true)
  static let need = Verb("need", "avoir besoin", stative: true, preposition: .de)
  static let fear = Verb("fear", "avoir peur", stative: true, preposition: .de)
  static let buy = Verb(EnglishVerb("buy", past: "bought"), "acheter")
  static let sell = Verb(EnglishVerb("sell", past: "sold"), "vendre")
  static let find = Verb(EnglishVerb("find", past: "found"), "trouver")
  static let lose = Verb(EnglishVerb("lose", past: "lost"), "perdre")
  static let see = Verb(EnglishVerb("see", past: "saw", participle: "seen"), "voir")
  static let eat = Verb(EnglishVerb("eat", past: "ate", participle: "eaten"), "manger")
  static let drink = Verb(EnglishVerb("drink", past: "drank", participle: "drunk"), "boire")
  static let know = Verb(
    EnglishVerb("know", past: "knew", participle: "known"), "connaître", stative: true)
  static let think = Verb(EnglishVerb("think", past: "thought"), "penser", stative: true)
  static let call = Verb("call", "appeler")
  static let cost = Verb(EnglishVerb("cost", past: "cost"), "coûter", stative: true)
  static let take = Verb(EnglishVerb("take", past: "took", participle: "taken"), "prendre")
  static let speak = Verb(
    EnglishVerb("speak to", past: "spoke", participle: "spoken"), "parler", preposition: .à)
  static let talk = Verb("talk about", "parler", preposition: .de)
}
