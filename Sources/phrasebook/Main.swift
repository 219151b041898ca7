@main struct Main { static func main() {
  for template in PossessionTemplates.all + LikingTemplates.all + FigureTemplates.all + ClauseTemplates.all {
    var sampler = Sampler(seed: template.name)
    for _ in 0..<7 { let s = template.draw(&sampler); print(template.name, "|", s.english, "|", s.french) }
  }
} }
