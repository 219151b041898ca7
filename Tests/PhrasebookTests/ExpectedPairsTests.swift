import Testing

@testable import phrasebook

/// What the grammar must say, written by hand beside how it is asked.
@Suite struct ExpectedPairsTests {
  private struct Row: Sendable {
    let phrase: Pair
    let mark: Sentence.Mark
    let english: String
    let french: String

    init(_ phrase: Pair, _ english: String, _ french: String) {
      self.phrase = phrase
      self.mark =
        english.hasSuffix("?") ? .question : english.hasSuffix("!") ? .exclamation : .period
      self.english = english
      self.french = french
    }
  }

  private func check(_ rows: [Row]) {
    for row in rows {
      let sentence = Sentence(row.phrase, row.mark).full
      #expect(sentence.english == row.english)
      #expect(sentence.french == row.french)
    }
  }

  private static let marie = NounPhrase(
    "Marie", "Marie", Agreement(gender: .feminine, number: .singular))
  private static let women = NounPhrase(.definite, .f("woman", "femme", plural: "women"), .plural)
  private static let mother = NounPhrase(.possessive(.my), .f("mother", "mère"))

  private static let apple = Noun.f("apple", "pomme")
  private static let bread = Noun.massM("bread", "pain")
  private static let water = Noun.massF("water", "eau")
  private static let tree = Noun.m("tree", "arbre")
  private static let car = Noun.f("car", "voiture")
  private static let friend = Noun.f("friend", "amie")
  private static let book = Noun.m("book", "livre")

  private static let him = People.direct[0]
  private static let her = People.direct[1]
  private static let them = People.direct[2]
  private static let toHer = People.indirect[1]
  private static let toThem = People.indirect[2]

  private func eating(_ noun: Noun, _ determiner: Determiner, _ number: Number = .singular)
    -> Predicate
  {
    Predicate(Verbs.eat).with(NounPhrase(determiner, noun, number))
  }

  @Test func tensesOfAnAction() {
    let bread = eating(Self.bread, .some)
    check([
      Row(Clause(.i, bread, .present).statement, "I eat some bread.", "Je mange du pain."),
      Row(
        Clause(.we, bread, .continuous).statement, "We are eating some bread.",
        "Nous mangeons du pain."),
      Row(Clause(.she, bread, .past).statement, "She ate some bread.", "Elle a mangé du pain."),
      Row(
        Clause(.they, bread, .perfect).statement, "They have eaten some bread.",
        "Ils ont mangé du pain."),
      Row(
        Clause(.he, bread, .wasDoing).statement, "He was eating some bread.", "Il mangeait du pain."
      ),
      Row(
        Clause(.we, bread, .usedTo).statement, "We used to eat some bread.",
        "Nous mangions du pain."),
      Row(
        Clause(.you, bread, .future).statement, "You will eat some bread.", "Vous mangerez du pain."
      ),
      Row(
        Clause(.i, bread, .goingTo).statement, "I am going to eat some bread.",
        "Je vais manger du pain."),
      Row(
        Clause(.they, bread, .conditional).statement, "They would eat some bread.",
        "Ils mangeraient du pain."),
      Row(
        Clause(Self.mother, bread, .justDone).statement, "My mother has just eaten some bread.",
        "Ma mère vient de manger du pain."),
    ])
  }

  @Test func statesInThePast() {
    let tired = Adjectives.states[0]
    let clause = Clause(Self.marie, .be(tired, Self.marie, degree: Pair("very", "très")), .past)
    check([
      Row(clause.statement, "Marie was very tired.", "Marie était très fatiguée."),
      Row(
        Clause(Self.women, .be(tired, Self.women), .future).statement, "The women will be tired.",
        "Les femmes seront fatiguées."),
      Row(
        Clause(.you, .be(tired, .you), .present).statement, "You are tired.", "Vous êtes fatigué."),
      Row(
        Clause(.we, .be(tired, .we), .present, .noLonger).statement, "We are no longer tired.",
        "Nous ne sommes plus fatigués."),
      Row(
        Clause(.i, StateTemplates.sensation(Pair("cold", "froid")), .past).statement, "I was cold.",
        "J'avais froid."),
      Row(
        Clause(.she, StateTemplates.sensation(Pair("lucky", "de la chance")), .present, .not)
          .statement, "She is not lucky.", "Elle n'a pas de chance."),
    ])
  }

  @Test func negation() {
    let apple = eating(Self.apple, .indefinite)
    let apples = eating(Self.apple, .any, .plural)
    let theApple = eating(Self.apple, .definite)
    check([
      Row(
        Clause(.i, apple, .continuous, .not).statement, "I am not eating an apple.",
        "Je ne mange pas de pomme."),
      Row(
        Clause(.he, apples, .present, .not).statement, "He does not eat any apples.",
        "Il ne mange pas de pommes."),
      Row(
        Clause(.they, theApple, .past, .not).statement, "They did not eat the apple.",
        "Ils n'ont pas mangé la pomme."),
      Row(
        Clause(.she, eating(Self.bread, .indefinite), .present, .never).statement,
        "She never eats bread.", "Elle ne mange jamais de pain."),
      Row(
        Clause(.we, eating(Self.bread, .indefinite), .present, .notAnyMore).statement,
        "We do not eat bread any more.", "Nous ne mangeons plus de pain."),
      Row(
        Clause(.i, theApple, .perfect, .notYet).statement, "I have not eaten the apple yet.",
        "Je n'ai pas encore mangé la pomme."),
      Row(
        Clause(.he, Predicate(Verbs.eat), .past, .nothing).statement, "He ate nothing.",
        "Il n'a rien mangé."),
      Row(
        Clause(.she, Predicate(Verbs.see), .past, .nobody).statement, "She saw nobody.",
        "Elle n'a vu personne."),
      Row(
        Clause(.you, apple, .goingTo, .not).statement, "You are not going to eat an apple.",
        "Vous n'allez pas manger de pomme."),
      Row(
        Clause(.i, .chain(.can, eating(Self.bread, .any), .i), .present, .not).statement,
        "I cannot eat any bread.", "Je ne peux pas manger de pain."),
    ])
  }

  @Test func beingAndGoing() {
    let toTheMarket = Pair("to the market", "au marché")
    let going = Predicate(Verbs.go).then(toTheMarket)
    check([
      Row(
        Clause(Self.marie, going, .past).statement, "Marie went to the market.",
        "Marie est allée au marché."),
      Row(
        Clause(.they, Predicate(Verbs.leave), .past, .not).statement, "They did not leave.",
        "Ils ne sont pas partis."),
      Row(
        Clause(Self.women, Predicate(Verbs.arrive), .past).statement, "The women arrived.",
        "Les femmes sont arrivées."),
      Row(
        Clause(.she, Predicate(Verbs.come), .future).statement, "She will come.", "Elle viendra."),
      Row(
        Clause(.i, going, .goingTo).statement, "I am going to go to the market.",
        "Je vais aller au marché."),
    ])
  }

  @Test func reflexives() {
    let hands = NounPhrase("her hands", "les mains", .masculine)
    let washing = Predicate(Verb("wash", "se laver")).with(hands)
    check([
      Row(Clause(.i, Predicate(Verbs.getUp), .present).statement, "I get up.", "Je me lève."),
      Row(
        Clause(.she, Predicate(Verbs.getUp), .past).statement, "She got up.", "Elle s'est levée."),
      Row(
        Clause(.we, Predicate(Verbs.goToBed), .past, .not).statement, "We did not go to bed.",
        "Nous ne nous sommes pas couchés."),
      Row(
        Clause(.we, Predicate(Verbs.getDressed), .goingTo).statement,
        "We are going to get dressed.", "Nous allons nous habiller."),
      Row(
        Clause(.she, washing, .past).statement, "She washed her hands.",
        "Elle s'est lavé les mains."),
      Row(
        Clause(.i, .chain(.must, Predicate(Verbs.getUp), .i), .present).statement, "I must get up.",
        "Je dois me lever."),
      Row(Predicate(Verbs.getUp).imperative, "Get up!", "Levez-vous !"),
      Row(Predicate(Verbs.getUp).negativeImperative, "Do not get up.", "Ne vous levez pas."),
      Row(
        Clause(.you, Predicate(Verbs.getUp), .future).invertedQuestion, "Will you get up?",
        "Vous lèverez-vous ?"),
    ])
  }

  @Test func objectPronouns() {
    let seeing = Predicate(Verbs.see)
    let calling = Predicate(Verbs.call)
    check([
      Row(Clause(.i, seeing.with(Self.him), .present).statement, "I see him.", "Je le vois."),
      Row(Clause(.i, calling.with(Self.her), .past).statement, "I called her.", "Je l'ai appelée."),
      Row(
        Clause(.he, calling.with(Self.them), .past, .not).statement, "He did not call them.",
        "Il ne les a pas appelés."),
      Row(
        Clause(.she, calling.with(Self.her), .goingTo).statement, "She is going to call her.",
        "Elle va l'appeler."),
      Row(
        Clause(.we, Predicate(Verbs.speak).with(Self.toHer), .past).statement, "We spoke to her.",
        "Nous lui avons parlé."),
      Row(
        Clause(.they, Predicate(Verbs.speak).with(Self.toThem), .future).statement,
        "They will speak to them.", "Ils leur parleront."),
      Row(
        Clause(.you, .chain(.wantTo, seeing.with(Self.them), .you), .present).statement,
        "You want to see them.", "Vous voulez les voir."),
    ])
  }

  @Test func questions() {
    let bread = Predicate(Verbs.buy).with(NounPhrase(.any, Self.bread))
    let where_ = Pair("where", "où")
    let what = Pair("what", "que")
    check([
      Row(
        Clause(.you, bread, .past).invertedQuestion, "Did you buy any bread?",
        "Avez-vous acheté du pain ?"),
      Row(
        Clause(Self.mother, bread, .present).question, "Does my mother buy any bread?",
        "Est-ce que ma mère achète du pain ?"),
      Row(
        Clause(.he, Predicate(Verbs.live), .present).question(where_), "Where does he live?",
        "Où habite-t-il ?"),
      Row(
        Clause(Self.marie, Predicate(Verbs.live), .present).question(where_),
        "Where does Marie live?", "Où est-ce que Marie habite ?"),
      Row(
        Clause(.they, Predicate(Verbs.go), .past).question(where_), "Where did they go?",
        "Où sont-ils allés ?"),
      Row(
        Clause(.you, Predicate(Verbs.eat), .continuous).question(what), "What are you eating?",
        "Que mangez-vous ?"),
      Row(
        Clause(Self.marie, Predicate(Verbs.eat), .past).question(what), "What did Marie eat?",
        "Qu'est-ce que Marie a mangé ?"),
      Row(
        Clause(.she, Predicate(Verbs.draw), .future).question(what), "What will she draw?",
        "Que dessinera-t-elle ?"),
      Row(
        Clause(.who, eating(Self.apple, .definite), .past).statement, "Who ate the apple?",
        "Qui a mangé la pomme ?"),
      Row(
        Clause(Self.mother, Predicate(Verb(Verb.be.english, "avoir", stative: true)), .present)
          .shortQuestion(Pair("how old", "quel âge")), "How old is my mother?",
        "Quel âge a ma mère ?"),
      Row(
        Clause(.you, bread, .past, .not).question(Pair("why", "pourquoi")),
        "Why did not you buy any bread?", "Pourquoi n'avez-vous pas acheté de pain ?"),
    ])
  }

  @Test func nounPhrases() {
    check([
      Row(NounPhrase(.this, Self.tree).pair, "This tree.", "Cet arbre."),
      Row(
        NounPhrase(.that, Self.tree, adjective: Adjectives.beautiful).pair, "That beautiful tree.",
        "Ce bel arbre."),
      Row(
        NounPhrase(.this, Self.tree, .plural, adjective: Adjectives.beautiful).pair,
        "These beautiful trees.", "Ces beaux arbres."),
      Row(
        NounPhrase(.indefinite, Self.car, adjective: Adjectives.old).pair, "An old car.",
        "Une vieille voiture."),
      Row(
        NounPhrase(.some, Self.car, .plural, adjective: Adjectives.new).pair, "Some new cars.",
        "De nouvelles voitures."),
      Row(
        NounPhrase(.some, Self.car, .plural, adjective: Adjectives.colours[4]).pair,
        "Some white cars.", "Des voitures blanches."),
      Row(NounPhrase(.possessive(.her), Self.friend).pair, "Her friend.", "Son amie."),
      Row(
        NounPhrase(.possessive(.their), Self.book, .plural).pair, "Their books.", "Leurs livres."),
      Row(NounPhrase(.some, Self.water).pair, "Some water.", "De l'eau."),
      Row(NounPhrase(.quantity(.tooMuch), Self.water).pair, "Too much water.", "Trop d'eau."),
      Row(
        NounPhrase(.quantity(.lots), Self.apple, .plural).pair, "A lot of apples.",
        "Beaucoup de pommes."),
      Row(
        NounPhrase(.count(21), Self.apple, .plural).pair, "Twenty-one apples.",
        "Vingt et une pommes."),
      Row(
        Pair("a useful hour", NounPhrase(.generic, .m("horse", "cheval"), .plural).french),
        "A useful hour.", "Les chevaux."),
    ])
  }

  @Test func needsAndFears() {
    let need = Predicate(Verbs.need)
    check([
      Row(
        Clause(.i, need.with(NounPhrase(.some, Self.bread)), .present).statement,
        "I need some bread.", "J'ai besoin de pain."),
      Row(
        Clause(.he, need.with(NounPhrase(.indefinite, Self.car)), .future).statement,
        "He will need a car.", "Il aura besoin d'une voiture."),
      Row(
        Clause(.she, need.with(NounPhrase(.definite, Self.book)), .past).statement,
        "She needed the book.", "Elle avait besoin du livre."),
      Row(
        Clause(.they, Predicate(Verbs.talk).with(NounPhrase(.definite, Self.book, .plural)), .past)
          .statement, "They talked about the books.", "Ils ont parlé des livres."),
      Row(
        Clause(
          .i,
          Predicate(Verbs.speak).with(
            NounPhrase(.definite, .m("child", "enfant", plural: "children"), .plural)), .past
        ).statement, "I spoke to the children.", "J'ai parlé aux enfants."),
    ])
  }

  @Test func modalsAndGovernors() {
    let open = Predicate(Verb("open", "ouvrir")).with(
      NounPhrase(.definite, .f("window", "fenêtre")))
    let forget = Verbs.governors[0]
    check([
      Row(
        Clause(.i, .chain(.likeTo, open, .i), .conditional).statement,
        "I would like to open the window.", "Je voudrais ouvrir la fenêtre."),
      Row(
        Clause(.we, .chain(.should, open, .we), .present).statement, "We should open the window.",
        "Nous devrions ouvrir la fenêtre."),
      Row(
        Clause(.she, .chain(.haveTo, open, .she), .present).statement,
        "She has to open the window.", "Elle doit ouvrir la fenêtre."),
      Row(
        Clause(.he, .chain(.wantTo, open, .he), .past).statement, "He wanted to open the window.",
        "Il voulait ouvrir la fenêtre."),
      Row(
        Clause(.they, .chain(.can, open, .they), .future).statement,
        "They will be able to open the window.", "Ils pourront ouvrir la fenêtre."),
      Row(
        Clause(.i, .chain(forget.verb, open, .i, link: forget.link), .past).statement,
        "I forgot to open the window.", "J'ai oublié d'ouvrir la fenêtre."),
      Row(open.imperative, "Open the window!", "Ouvrez la fenêtre !"),
      Row(open.negativeImperative, "Do not open the window.", "N'ouvrez pas la fenêtre."),
      Row(open.proposal, "Let's open the window.", "Ouvrons la fenêtre."),
    ])
  }

  @Test func agreementWithAPrecedingObject() {
    var bought = Predicate(Verbs.buy)
    bought.precedingObject = Agreement(gender: .feminine, number: .plural)
    check([
      Row(
        Pair("the shoes that", "les chaussures que") + Clause(.she, bought, .past).statement,
        "The shoes that she bought.", "Les chaussures qu'elle a achetées."),
      Row(
        Clause(.you, bought, .past).question(Pair("how many shoes", "combien de chaussures")),
        "How many shoes did you buy?", "Combien de chaussures avez-vous achetées ?"),
    ])
  }
}
