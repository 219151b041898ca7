@main struct Main { static func main() {
  for template in QuestionTemplates.all + RequestTemplates.all + PronounTemplates.all {
    var sampler = Sampler(seed: template.name)
    for _ in 0..<9 { let s = template.draw(&sampler); print(template.name, "|", s.english, "|", s.french) }
  }
} }
