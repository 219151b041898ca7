/// All templates, and the sentences they give.
enum Grammar {
  static let templates: [Template] =
    StateTemplates.all + ActionTemplates.all + MovementTemplates.all + QuestionTemplates.all
    + RequestTemplates.all + PronounTemplates.all + PossessionTemplates.all + LikingTemplates.all
    + FigureTemplates.all + RelativeTemplates.all + ClauseTemplates.all

  /// A sentence with the name of the template that gave it.
  struct Labelled: Sendable {
    let template: String
    let sentence: Sentence
  }

  /// Draws every template's share, without drawing an English sentence twice in full and short forms.
  ///
  /// - Parameter core: Sentences that must not be drawn again.
  /// - Returns: The sentences, in the order of the templates.
  static func sentences(besides core: [Sentence]) -> [Labelled] {
    var seen = Set(core.map { key($0) })
    var result: [Labelled] = []
    for template in templates {
      var sampler = Sampler(seed: template.name)
      var given = 0
      // A template with few combinations ends after forty draws per sentence asked for.
      for _ in 0..<(template.count * 40) where given < template.count {
        let drawn = template.draw(&sampler)
        let sentence = sampler.chance(50) ? drawn.shortened : drawn.full
        guard seen.insert(key(sentence)).inserted else { continue }
        result.append(Labelled(template: template.name, sentence: sentence))
        given += 1
      }
    }
    return result
  }

  /// A key that all spellings of one English sentence share.
  private static func key(_ sentence: Sentence) -> String {
    EnglishContractions.shortened(sentence.english).lowercased()
  }
}
