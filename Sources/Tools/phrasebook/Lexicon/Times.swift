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

  /// Of everyday doings.
  static let past: [Pair] = [
    Pair("yesterday", "hier"), Pair("yesterday evening", "hier soir"),
    Pair("this morning", "ce matin"), Pair("two days ago", "il y a deux jours"),
    Pair("yesterday morning", "hier matin"), Pair("last night", "la nuit dernière"),
    Pair("last Saturday", "samedi dernier"), Pair("yesterday afternoon", "hier après-midi"),
  ]

  /// Of what is remembered longer.
  static let longPast: [Pair] = [
    Pair("last week", "la semaine dernière"), Pair("last month", "le mois dernier"),
    Pair("last year", "l'année dernière"), Pair("last summer", "l'été dernier"),
    Pair("three years ago", "il y a trois ans"), Pair("six months ago", "il y a six mois"),
    Pair("in January", "en janvier"), Pair("a long time ago", "il y a longtemps"),
  ]

  static let future: [Pair] = [
    Pair("tomorrow", "demain"), Pair("tonight", "ce soir"),
    Pair("tomorrow morning", "demain matin"), Pair("this afternoon", "cet après-midi"),
    Pair("tomorrow evening", "demain soir"), Pair("next Friday", "vendredi prochain"),
    Pair("the day after tomorrow", "après-demain"),
  ]

  static let longFuture: [Pair] = [
    Pair("soon", "bientôt"), Pair("next week", "la semaine prochaine"),
    Pair("next month", "le mois prochain"), Pair("next year", "l'année prochaine"),
    Pair("next summer", "l'été prochain"), Pair("in three months", "dans trois mois"),
    Pair("in September", "en septembre"), Pair("one day", "un jour"),
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
