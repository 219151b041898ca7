/// Adverbs of time, frequency and manner.
enum Times {
  /// With the present: habits.
  static let habits: [Pair] = [
    Pair("every day", "tous les jours"), Pair("every morning", "tous les matins"),
    Pair("every evening", "tous les soirs"), Pair("on Mondays", "le lundi"),
    Pair("on Sundays", "le dimanche"), Pair("twice a week", "deux fois par semaine"),
    Pair("every week", "toutes les semaines"), Pair("in the morning", "le matin"),
    Pair("in the evening", "le soir"), Pair("once a month", "une fois par mois"),
  ]

  /// With the English continuous.
  static let now: [Pair] = [
    Pair("now", "maintenant"), Pair("at the moment", "en ce moment"), Pair("today", "aujourd'hui"),
  ]

  static let past: [Pair] = [
    Pair("yesterday", "hier"), Pair("yesterday evening", "hier soir"),
    Pair("last week", "la semaine dernière"), Pair("this morning", "ce matin"),
    Pair("two days ago", "il y a deux jours"), Pair("last month", "le mois dernier"),
    Pair("on Saturday", "samedi"), Pair("an hour ago", "il y a une heure"),
    Pair("last year", "l'année dernière"), Pair("yesterday morning", "hier matin"),
  ]

  static let future: [Pair] = [
    Pair("tomorrow", "demain"), Pair("next week", "la semaine prochaine"),
    Pair("tonight", "ce soir"), Pair("soon", "bientôt"), Pair("next month", "le mois prochain"),
    Pair("tomorrow morning", "demain matin"), Pair("on Friday", "vendredi"),
    Pair("in two days", "dans deux jours"), Pair("next year", "l'année prochaine"),
    Pair("this afternoon", "cet après-midi"),
  ]

  /// Beside the verb.
  static let frequencies: [Pair] = [
    Pair("often", "souvent"), Pair("always", "toujours"), Pair("sometimes", "parfois"),
    Pair("rarely", "rarement"), Pair("usually", "d'habitude"),
  ]

  /// How much and how well; after a verb in a simple tense.
  static let manners: [Pair] = [
    Pair("a lot", "beaucoup"), Pair("too much", "trop"), Pair("very little", "très peu"),
    Pair("well", "bien"), Pair("very well", "très bien"), Pair("badly", "mal"),
  ]

  static let weekdays: [Pair] = [
    Pair("Monday", "lundi"), Pair("Tuesday", "mardi"), Pair("Wednesday", "mercredi"),
    Pair("Thursday", "jeudi"), Pair("Friday", "vendredi"), Pair("Saturday", "samedi"),
    Pair("Sunday", "dimanche"),
  ]

  static let months: [Pair] = [
    Pair("January", "janvier"), Pair("February", "février"), Pair("March", "mars"),
    Pair("April", "avril"), Pair("May", "mai"), Pair("June", "juin"), Pair("July", "juillet"),
    Pair("August", "août"), Pair("September", "septembre"), Pair("October", "octobre"),
    Pair("November", "novembre"), Pair("December", "décembre"),
  ]

  static let units: [Noun] = [
    .f("minute", "minute"), .f("hour", "heure"), .m("day", "jour"), .f("week", "semaine"),
    .m("month", "mois"), .m("year", "an"),
  ]
}
