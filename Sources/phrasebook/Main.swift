@main struct Main { static func main() {
  for template in StateTemplates.all + ActionTemplates.all + MovementTemplates.all {
    var sampler = Sampler(seed: template.name)
    for _ in 0..<6 { let s = template.draw(&sampler); print(template.name, "|", s.english, "|", s.french) }
  }
} }
