/// Irregular verbs: the six forms of the present, the participle, the stem of the future.
enum IrregularFrenchVerbs {
  private static let table: [String: (present: String, participle: String, future: String)] = [
    "être": ("suis es est sommes êtes sont", "été", "ser"),
    "avoir": ("ai as a avons avez ont", "eu", "aur"),
    "aller": ("vais vas va allons allez vont", "allé", "ir"),
    "faire": ("fais fais fait faisons faites font", "fait", "fer"),
    "pouvoir": ("peux peux peut pouvons pouvez peuvent", "pu", "pourr"),
    "vouloir": ("veux veux veut voulons voulez veulent", "voulu", "voudr"),
    "devoir": ("dois dois doit devons devez doivent", "dû", "devr"),
    "savoir": ("sais sais sait savons savez savent", "su", "saur"),
    "voir": ("vois vois voit voyons voyez voient", "vu", "verr"),
    "recevoir": ("reçois reçois reçoit recevons recevez reçoivent", "reçu", "recevr"),
    "boire": ("bois bois boit buvons buvez boivent", "bu", "boir"),
    "croire": ("crois crois croit croyons croyez croient", "cru", "croir"),
    "lire": ("lis lis lit lisons lisez lisent", "lu", "lir"),
    "dire": ("dis dis dit disons dites disent", "dit", "dir"),
    "rire": ("ris ris rit rions riez rient", "ri", "rir"),
    "sourire": ("souris souris sourit sourions souriez sourient", "souri", "sourir"),
    "vivre": ("vis vis vit vivons vivez vivent", "vécu", "vivr"),
    "suivre": ("suis suis suit suivons suivez suivent", "suivi", "suivr"),
    "naître": ("nais nais naît naissons naissez naissent", "né", "naîtr"),
    "mourir": ("meurs meurs meurt mourons mourez meurent", "mort", "mourr"),
    "courir": ("cours cours court courons courez courent", "couru", "courr"),
    "peindre": ("peins peins peint peignons peignez peignent", "peint", "peindr"),
    "envoyer": ("envoie envoies envoie envoyons envoyez envoient", "envoyé", "enverr"),
  ]

  /// Families of verbs with the same irregular ending: the ending, then the forms of that ending.
  private static let families:
    [(ending: String, present: String, participle: String, future: String)] = [
      ("prendre", "prends prends prend prenons prenez prennent", "pris", "prendr"),
      ("mettre", "mets mets met mettons mettez mettent", "mis", "mettr"),
      ("venir", "viens viens vient venons venez viennent", "venu", "viendr"),
      ("partir", "pars pars part partons partez partent", "parti", "partir"),
      ("sortir", "sors sors sort sortons sortez sortent", "sorti", "sortir"),
      ("dormir", "dors dors dort dormons dormez dorment", "dormi", "dormir"),
      ("servir", "sers sers sert servons servez servent", "servi", "servir"),
      ("sentir", "sens sens sent sentons sentez sentent", "senti", "sentir"),
      ("ouvrir", "ouvre ouvres ouvre ouvrons ouvrez ouvrent", "ouvert", "ouvrir"),
      ("offrir", "offre offres offre offrons offrez offrent", "offert", "offrir"),
      ("écrire", "écris écris écrit écrivons écrivez écrivent", "écrit", "écrir"),
      (
        "connaître", "connais connais connaît connaissons connaissez connaissent", "connu",
        "connaîtr"
      ),
      (
        "duire", "duis duis duit duisons duisez duisent", "duit", "duir"
      ),
    ]

  static func forms(of infinitive: String) -> FrenchConjugation.Forms? {
    if let entry = table[infinitive] {
      return FrenchConjugation.Forms(
        present: entry.present.split(separator: " ").map(String.init),
        participle: entry.participle, futureStem: entry.future)
    }
    for family in families where infinitive.hasSuffix(family.ending) {
      let prefix = String(infinitive.dropLast(family.ending.count))
      return FrenchConjugation.Forms(
        present: family.present.split(separator: " ").map { prefix + String($0) },
        participle: prefix + family.participle, futureStem: prefix + family.future)
    }
    return nil
  }
}
