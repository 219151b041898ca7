import Testing

@testable import phrasebook

@Suite struct ConjugationTests {
  @Test(arguments: [
    ("manger", "mange manges mange mangeons mangez mangent"),
    ("commencer", "commence commences commence commençons commencez commencent"),
    ("acheter", "achète achètes achète achetons achetez achètent"),
    ("appeler", "appelle appelles appelle appelons appelez appellent"),
    ("préférer", "préfère préfères préfère préférons préférez préfèrent"),
    ("nettoyer", "nettoie nettoies nettoie nettoyons nettoyez nettoient"),
    ("finir", "finis finis finit finissons finissez finissent"),
    ("attendre", "attends attends attend attendons attendez attendent"),
    ("comprendre", "comprends comprends comprend comprenons comprenez comprennent"),
    ("ouvrir", "ouvre ouvres ouvre ouvrons ouvrez ouvrent"),
    ("s'endormir", "endors endors endort endormons endormez endorment"),
    ("traduire", "traduis traduis traduit traduisons traduisez traduisent"),
    ("peindre", "peins peins peint peignons peignez peignent"),
    ("recevoir", "reçois reçois reçoit recevons recevez reçoivent"),
  ])
  func present(infinitive: String, forms: String) {
    #expect(FrenchVerb(infinitive).present.joined(separator: " ") == forms)
  }

  @Test(arguments: [
    ("manger", "mangera"), ("acheter", "achètera"), ("appeler", "appellera"),
    ("préférer", "préférera"), ("nettoyer", "nettoiera"), ("envoyer", "enverra"),
    ("finir", "finira"), ("attendre", "attendra"), ("aller", "ira"), ("être", "sera"),
    ("avoir", "aura"), ("faire", "fera"), ("voir", "verra"), ("venir", "viendra"),
    ("courir", "courra"), ("pouvoir", "pourra"), ("devoir", "devra"), ("vouloir", "voudra"),
    ("savoir", "saura"), ("recevoir", "recevra"), ("boire", "boira"), ("ouvrir", "ouvrira"),
  ])
  func future(infinitive: String, form: String) {
    #expect(FrenchVerb(infinitive).form(.future, .thirdSingular) == form)
  }

  @Test(arguments: [
    ("manger", "mangeait", "mangions"), ("commencer", "commençait", "commencions"),
    ("être", "était", "étions"), ("boire", "buvait", "buvions"),
    ("finir", "finissait", "finissions"),
    ("rire", "riait", "riions"), ("prendre", "prenait", "prenions"),
    ("étudier", "étudiait", "étudiions"), ("faire", "faisait", "faisions"),
  ])
  func imperfect(infinitive: String, singular: String, plural: String) {
    let verb = FrenchVerb(infinitive)
    #expect(verb.form(.imperfect, .thirdSingular) == singular)
    #expect(verb.form(.imperfect, .firstPlural) == plural)
  }

  @Test(arguments: [
    ("prendre", "prises"), ("ouvrir", "ouvertes"), ("lire", "lues"), ("devoir", "dues"),
    ("mettre", "mises"), ("peindre", "peintes"), ("acheter", "achetées"), ("vendre", "vendues"),
  ])
  func participle(infinitive: String, femininePlural: String) {
    let agreement = Agreement(gender: .feminine, number: .plural)
    #expect(FrenchVerb(infinitive).participle(agreement) == femininePlural)
  }

  @Test(arguments: [
    (0, "zéro"), (17, "dix-sept"), (21, "vingt et un"), (70, "soixante-dix"),
    (71, "soixante et onze"), (80, "quatre-vingts"), (81, "quatre-vingt-un"),
    (91, "quatre-vingt-onze"), (99, "quatre-vingt-dix-neuf"), (100, "cent"), (101, "cent un"),
    (200, "deux cents"), (271, "deux cent soixante et onze"), (580, "cinq cent quatre-vingts"),
  ])
  func numbers(number: Int, words: String) {
    #expect(FrenchNumbers.words(number) == words)
  }

  @Test func numbersAgree() {
    #expect(FrenchNumbers.words(21, .feminine) == "vingt et une")
    #expect(EnglishNumbers.words(271) == "two hundred and seventy-one")
  }

  @Test(arguments: [
    ("run", "running"), ("write", "writing"), ("lie", "lying"), ("open", "opening"),
    ("forget", "forgetting"), ("see", "seeing"), ("draw", "drawing"), ("clean", "cleaning"),
    ("study", "studying"), ("swim", "swimming"), ("play", "playing"), ("stop", "stopping"),
  ])
  func englishContinuous(base: String, form: String) {
    #expect(EnglishVerb(base).continuous == form)
  }

  @Test(arguments: [
    ("big", "bigger"), ("heavy", "heavier"), ("good", "better"), ("expensive", "more expensive"),
    ("simple", "simpler"), ("quiet", "quieter"), ("young", "younger"), ("hot", "hotter"),
    ("tired", "more tired"), ("pretty", "prettier"),
  ])
  func englishComparative(adjective: String, form: String) {
    #expect(EnglishSpelling.comparative(adjective) == form)
  }

  @Test(arguments: [
    ("je ai une amie", "j'ai une amie"), ("il se appelle Hugo", "il s'appelle Hugo"),
    ("sa amie que il aime", "son amie qu'il aime"), ("ce homme", "cet homme"),
    ("ce est ce ami", "c'est cet ami"), ("ce ne est pas", "ce n'est pas"),
    ("si il pleut", "s'il pleut"), ("si elle veut", "si elle veut"), ("le onze", "le onze"),
    ("le haricot de Henri", "le haricot d'Henri"), ("que y a", "qu'y a"),
    ("le yaourt", "le yaourt"),
  ])
  func elision(apart: String, joined: String) {
    #expect(FrenchSpelling.elide(apart) == joined)
  }

  @Test(arguments: [
    ("de", "le pain", "du pain"), ("de", "les amis", "des amis"), ("à", "le marché", "au marché"),
    ("à", "les enfants", "aux enfants"), ("de", "la ville", "de la ville"),
    ("à", "le hôtel", "à le hôtel"), ("de", "Paul", "de Paul"),
  ])
  func contraction(preposition: String, phrase: String, joined: String) {
    #expect(FrenchSpelling.contract(preposition, phrase) == joined)
  }

  @Test(arguments: [
    ("I am not cold.", "I'm not cold."), ("He is not here.", "He isn't here."),
    ("They will not come.", "They won't come."), ("Do not go.", "Don't go."),
    ("I cannot swim.", "I can't swim."), ("I know who he is.", "I know who he is."),
    ("You would like tea.", "You'd like tea."), ("I have a car.", "I have a car."),
  ])
  func englishContractions(full: String, short: String) {
    #expect(EnglishContractions.shortened(full) == short)
  }
}
