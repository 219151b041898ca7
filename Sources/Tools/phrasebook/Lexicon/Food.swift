/// What one eats and drinks.
enum Food {
  static let uncountable: [Noun] = [
    .massM("bread", "pain"), .massM("cheese", "fromage"), .massF("meat", "viande"),
    .massM("fish", "poisson"), .massM("rice", "riz"), .massF("salad", "salade"),
    .massF("soup", "soupe"), .massM("chicken", "poulet"), .massM("butter", "beurre"),
    .massF("jam", "confiture"), .massM("honey", "miel"), .massM("chocolate", "chocolat"),
    .massM("ham", "jambon"), .massF("ice cream", "glace"), .massM("cake", "gâteau"),
  ]

  /// Served hot, and cold when forgotten.
  static let hot: [Noun] = [
    .massF("soup", "soupe"), .massM("rice", "riz"), .massM("coffee", "café"), .massM("tea", "thé"),
    .massM("chicken", "poulet"), .massF("meat", "viande"), .massM("milk", "lait"),
  ]

  static let salted: [Noun] = [
    .massF("soup", "soupe"), .massM("ham", "jambon"), .massM("butter", "beurre"),
    .massM("cheese", "fromage"), .massM("fish", "poisson"),
  ]

  static let sweetened: [Noun] = [
    .massM("coffee", "café"), .massM("cake", "gâteau"), .massF("jam", "confiture"),
    .massF("lemonade", "limonade"), .massM("tea", "thé"),
  ]

  static let seasonings: [Noun] = [
    .massM("salt", "sel"), .massM("sugar", "sucre"), .massM("pepper", "poivre"),
    .massF("oil", "huile"), .massF("cream", "crème"), .massM("garlic", "ail"),
  ]

  static let countable: [Noun] = [
    .f("apple", "pomme"), .f("orange", "orange"), .f("banana", "banane"), .m("egg", "œuf"),
    .m("sandwich", "sandwich"), .f("carrot", "carotte"),
    .f("tomato", "tomate", plural: "tomatoes"),
    .f("potato", "pomme de terre", plural: "potatoes", pluriel: "pommes de terre"),
    .f("strawberry", "fraise"), .f("pear", "poire"), .m("onion", "oignon"), .f("peach", "pêche"),
    .m("biscuit", "biscuit"), .m("lemon", "citron"), .f("cherry", "cerise"),
  ]

  static let drinks: [Noun] = [
    .massF("water", "eau"), .massM("milk", "lait"), .massM("coffee", "café"), .massM("tea", "thé"),
    .massM("wine", "vin"), .massF("beer", "bière"), .massM("orange juice", "jus d'orange"),
    .massM("hot chocolate", "chocolat chaud"), .massF("lemonade", "limonade"),
  ]

  static let dishes: [Noun] = [
    .massF("meat", "viande"), .massM("fish", "poisson"), .massM("rice", "riz"),
    .massM("chicken", "poulet"),
  ]

  /// Said of one at a time.
  static let meals: [Noun] = [
    .massM("breakfast", "petit déjeuner"), .massM("lunch", "déjeuner"), .massM("dinner", "dîner"),
  ]

  /// What a waiter is asked for.
  static let orders: [Noun] = [
    .m("coffee", "café"), .m("tea", "thé"), .f("beer", "bière"), .m("sandwich", "sandwich"),
    .f("salad", "salade"), .m("orange juice", "jus d'orange"), .f("soup", "soupe"),
    .f("omelette", "omelette"), .m("cake", "gâteau"), .f("lemonade", "limonade"),
    .f("pizza", "pizza"), .m("hot chocolate", "chocolat chaud"),
  ]
}
