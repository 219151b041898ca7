/// Verbs without an object, and the verbs that govern others.
enum Verbs {
  /// What people do, for longer or shorter.
  static let activities: [Verb] = [
    Verb(EnglishVerb("sleep", past: "slept"), "dormir"), Verb("work", "travailler"),
    Verb(EnglishVerb("run", past: "ran", participle: "run"), "courir"),
    Verb(EnglishVerb("swim", past: "swam", participle: "swum"), "nager"), Verb("dance", "danser"),
    Verb(EnglishVerb("sing", past: "sang", participle: "sung"), "chanter"),
    Verb("laugh", "rire"), Verb("cry", "pleurer"), Verb("wait", "attendre"),
    Verb(EnglishVerb("travel", past: "travelled"), "voyager"), Verb("smoke", "fumer"),
    Verb("walk", "marcher"), Verb("cook", "cuisiner"), Verb("play", "jouer"),
    Verb(EnglishVerb("read", past: "read"), "lire"),
    Verb(EnglishVerb("eat", past: "ate", participle: "eaten"), "manger"),
    Verb(EnglishVerb("drive", past: "drove", participle: "driven"), "conduire"),
    Verb(EnglishVerb("draw", past: "drew", participle: "drawn"), "dessiner"),
  ]

  /// Activities one does well or badly.
  static let skills: Set = ["sleep", "work", "swim", "dance", "sing", "cook", "play", "drive", "draw"]

  /// Conjugated with "être": going and coming.
  static let movements: [Verb] = [
    Verb("arrive", "arriver"), Verb(EnglishVerb("leave", past: "left"), "partir"),
    Verb(EnglishVerb("go out", past: "went", participle: "gone"), "sortir"),
    Verb(EnglishVerb("come", past: "came", participle: "come"), "venir"),
    Verb(EnglishVerb("come back", past: "came", participle: "come"), "revenir"),
    Verb(EnglishVerb("go home", past: "went", participle: "gone"), "rentrer"),
  ]

  static let stay = Verb("stay", "rester")
  static let go = Verb(EnglishVerb("go", past: "went", participle: "gone"), "aller")
  static let live = Verb("live", "habiter")
  static let work = Verb("work", "travailler")
  static let come = Verb(EnglishVerb("come", past: "came", participle: "come"), "venir")
  static let fall = Verb(EnglishVerb("fall", past: "fell", participle: "fallen"), "tomber")

  static let reflexives: [Verb] = [
    Verb(EnglishVerb("get up", past: "got"), "se lever"),
    Verb(EnglishVerb("go to bed", past: "went", participle: "gone"), "se coucher"),
    Verb(EnglishVerb("wake up", past: "woke", participle: "woken"), "se réveiller"),
    Verb(EnglishVerb("get dressed", past: "got"), "s'habiller"),
    Verb("rest", "se reposer"),
    Verb(EnglishVerb("go for a walk", past: "went", participle: "gone"), "se promener"),
    Verb("hurry", "se dépêcher"), Verb("shave", "se raser"),
    Verb(EnglishVerb("have fun", past: "had"), "s'amuser"),
    Verb(EnglishVerb("fall asleep", past: "fell", participle: "fallen"), "s'endormir"),
    Verb(EnglishVerb("get angry", past: "got"), "se fâcher"),
  ]

  /// Verbs that take an infinitive, with the word French puts between.
  static let governors: [(verb: Verb, link: String)] = [
    (Verb(EnglishVerb("forget to", past: "forgot", participle: "forgotten"), "oublier"), "de"),
    (Verb("try to", "essayer"), "de"), (Verb("decide to", "décider"), "de"),
    (Verb(EnglishVerb("begin to", past: "began", participle: "begun"), "commencer"), "à"),
    (Verb("learn to", "apprendre"), "à"), (Verb("refuse to", "refuser"), "de"),
    (Verb("promise to", "promettre"), "de"), (Verb("hope to", "espérer"), ""),
    (Verb("continue to", "continuer"), "à"),
  ]

  /// Done to a person.
  static let personal: [Verb] = [
    see, call, Verb("help", "aider"), Verb(EnglishVerb("meet", past: "met"), "rencontrer"),
    Verb("invite", "inviter"), Verb("wait for", "attendre"), Verb("listen to", "écouter"),
    Verb("look for", "chercher"), Verb("thank", "remercier"), Verb("follow", "suivre"),
    Verb("accompany", "accompagner"), Verb(EnglishVerb("forget", past: "forgot", participle: "forgotten"), "oublier"),
    Verb(EnglishVerb("understand", past: "understood"), "comprendre"),
  ]

  /// Done to a person whom French makes an indirect object.
  static let addressing: [Verb] = [
    speak, Verb(EnglishVerb("write to", past: "wrote", participle: "written"), "écrire", preposition: .à),
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
  static let know = Verb(EnglishVerb("know", past: "knew", participle: "known"), "connaître", stative: true)
  static let think = Verb(EnglishVerb("think", past: "thought"), "penser", stative: true)
  static let call = Verb("call", "appeler")
  static let cost = Verb(EnglishVerb("cost", past: "cost"), "coûter", stative: true)
  static let take = Verb(EnglishVerb("take", past: "took", participle: "taken"), "prendre")
  static let speak = Verb(
    EnglishVerb("speak to", past: "spoke", participle: "spoken"), "parler", preposition: .à)
  static let talk = Verb("talk about", "parler", preposition: .de)
  static let ask = Verb("ask", "demander")
}
