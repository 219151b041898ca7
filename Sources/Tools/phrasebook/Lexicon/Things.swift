/// Clothes, tools, furniture, vehicles: what one owns and handles.
enum Things {
  static let clothes: [Noun] = [
    .m("coat", "manteau"), .f("dress", "robe"), .f("shirt", "chemise"), .f("skirt", "jupe"),
    .m("hat", "chapeau"), .f("jacket", "veste"), .f("scarf", "écharpe", plural: "scarves"),
    .f("tie", "cravate"), .m("jumper", "pull"), .f("belt", "ceinture"),
  ]

  /// Worn and bought in pairs.
  static let pairs: [Noun] = [
    .f("shoe", "chaussure"), .m("glove", "gant"), .f("boot", "botte"), .f("sock", "chaussette"),
  ]

  static let readables: [Noun] = [
    .m("book", "livre"), .m("newspaper", "journal"), .f("letter", "lettre"), .m("novel", "roman"),
    .m("magazine", "magazine"), .m("article", "article"), .m("poem", "poème"),
    .m("message", "message"),
  ]

  /// What one carries and may lose.
  static let belongings: [Noun] = [
    .f("key", "clé"), .m("phone", "téléphone"), .m("bag", "sac"), .m("umbrella", "parapluie"),
    .m("wallet", "portefeuille"), .m("pen", "stylo"), .m("pencil", "crayon"),
    .m("passport", "passeport"), .f("suitcase", "valise"), .m("ticket", "billet"),
    .f("watch", "montre"), .m("camera", "appareil photo", pluriel: "appareils photo"),
    .f("ring", "bague"), .m("notebook", "cahier"), .m("book", "livre"), .f("ball", "balle"),
    .f("map", "carte"),
  ]

  /// What one has several of.
  static let sets: [Noun] =
    pairs + [
      .f("key", "clé"), .m("ticket", "billet"), .m("pencil", "crayon"), .m("book", "livre"),
      .m("toy", "jouet"),
    ]

  static let learnables: [Noun] = [
    .f("song", "chanson"), .m("poem", "poème"), .m("word", "mot"), .f("rule", "règle"),
    .f("lesson", "leçon"),
  ]

  static let unisex = clothes.filter { !womensClothes.contains($0.english) }

  /// What a man seldom wears.
  static let womensClothes: Set = ["dress", "skirt"]

  static let tableware: [Noun] = [
    .m("glass", "verre"), .f("plate", "assiette"), .f("cup", "tasse"),
    .m("knife", "couteau", plural: "knives"), .f("fork", "fourchette"),
    .f("spoon", "cuillère"),
  ]

  static let breakables: [Noun] = [
    .m("glass", "verre"), .f("plate", "assiette"), .f("cup", "tasse"), .f("window", "fenêtre"),
    .m("mirror", "miroir"), .f("lamp", "lampe"), .f("chair", "chaise"), .m("toy", "jouet"),
  ]

  static let writings: [Noun] = [
    .f("letter", "lettre"), .m("novel", "roman"), .m("article", "article"), .m("poem", "poème"),
    .m("message", "message"), .m("book", "livre"),
  ]

  static let furniture: [Noun] = [
    .f("table", "table"), .f("chair", "chaise"), .m("bed", "lit"), .m("sofa", "canapé"),
    .f("lamp", "lampe"), .m("mirror", "miroir"), .m("desk", "bureau"),
    .m("cupboard", "placard"), .f("shelf", "étagère", plural: "shelves"),
    .m("carpet", "tapis"), .m("fridge", "réfrigérateur"), .m("armchair", "fauteuil"),
  ]

  /// What things lie on and under.
  static let surfaces = furniture.filter {
    !["lamp", "mirror", "carpet", "fridge"].contains($0.english)
  }

  static let devices: [Noun] = [
    .m("computer", "ordinateur"), .f("television", "télévision"), .f("radio", "radio"),
    .f("washing machine", "machine à laver", pluriel: "machines à laver"),
    .f("printer", "imprimante"), .m("phone", "téléphone"), .f("clock", "horloge"),
  ]

  static let closables: [Noun] = [
    .f("door", "porte"), .f("window", "fenêtre"), .f("box", "boîte"), .m("drawer", "tiroir"),
    .f("bottle", "bouteille"), .m("gate", "portail"), .f("suitcase", "valise"),
  ]

  static let post: [Noun] = [
    .m("parcel", "colis"), .f("letter", "lettre"), .m("message", "message"),
    .f("postcard", "carte postale", pluriel: "cartes postales"),
  ]

  static let vehicles: [Noun] = [
    .f("car", "voiture"), .m("bike", "vélo"), .f("motorbike", "moto"), .m("truck", "camion"),
    .m("boat", "bateau"),
  ]

  static let animals: [Noun] = [
    .m("dog", "chien"), .m("cat", "chat"), .m("horse", "cheval"), .m("bird", "oiseau"),
    .m("rabbit", "lapin"), .f("cow", "vache"), .f("hen", "poule"),
    .f("mouse", "souris", plural: "mice"), .m("duck", "canard"), .m("bear", "ours"),
    .m("elephant", "éléphant"), .m("lion", "lion"), .f("tortoise", "tortue"),
    .m("wolf", "loup", plural: "wolves"),
  ]

  static let pets: [Noun] = [
    .m("dog", "chien"), .m("cat", "chat"), .m("horse", "cheval"), .m("bird", "oiseau"),
    .m("rabbit", "lapin"), .f("tortoise", "tortue"),
  ]

  static let gifts: [Noun] = [
    .m("gift", "cadeau"), .f("photo", "photo"), .f("flower", "fleur"), .m("toy", "jouet"),
    .m("necklace", "collier"),
  ]

  /// What is explained and understood.
  static let lessons: [Noun] = [
    .f("question", "question"), .f("answer", "réponse"), .m("problem", "problème"),
    .f("story", "histoire"), .f("lesson", "leçon"), .m("exercise", "exercice"), .m("word", "mot"),
    .f("sentence", "phrase"), .m("poem", "poème"), .f("rule", "règle"),
  ]

  static let thoughts: [Noun] = [
    .f("idea", "idée"), .f("question", "question"), .m("problem", "problème"),
    .m("dream", "rêve"), .m("secret", "secret"), .f("meeting", "réunion"), .m("exam", "examen"),
    .f("mistake", "erreur"),
  ]

  static let shows: [Noun] = [
    .m("film", "film"), .m("match", "match"), .m("concert", "concert"), .f("programme", "émission"),
    .f("play", "pièce de théâtre", pluriel: "pièces de théâtre"),
  ]

  static let body: [Noun] = [
    .f("head", "tête"), .m("arm", "bras"), .f("leg", "jambe"), .f("hand", "main"),
    .m("foot", "pied", plural: "feet"), .m("back", "dos"), .m("stomach", "ventre"),
    .f("throat", "gorge"), .f("ear", "oreille"), .m("knee", "genou", pluriel: "genoux"),
    .m("finger", "doigt"), .f("shoulder", "épaule"),
  ]

  static let nature: [Noun] = [
    .m("tree", "arbre"), .f("flower", "fleur"), .f("mountain", "montagne"), .f("river", "rivière"),
    .m("lake", "lac"), .f("forest", "forêt"), .f("island", "île"), .f("star", "étoile"),
  ]
}
