/// The three parts of the corpus, shuffled.
struct Phrasebook: Sendable {
  var train: [Sentence]
  var valid: [Sentence]
  var test: [Sentence]

  /// How many pairs each of `valid` and `test` holds, and how many of them are from the core.
  static let heldOut = 1000
  static let heldOutCore = 30

  /// Divides the sentences of the core and of the grammar.
  ///
  /// Sentences that share their French with another one stay in `train`, so that neither side of a
  /// held-out pair is seen in training.
  init(core: [Sentence], grammar: [Sentence]) {
    var sampler = Sampler(seed: "split")
    let uses = (core + grammar).reduce(into: [String: Int]()) { $0[$1.french, default: 0] += 1 }
    train = []
    valid = []
    test = []
    for (sentences, share) in [
      (core, Self.heldOutCore), (grammar, Self.heldOut - Self.heldOutCore),
    ] {
      var shuffled = sentences
      sampler.shuffle(&shuffled)
      let unique = shuffled.filter { uses[$0.french] == 1 }
      valid += unique.prefix(share)
      test += unique.dropFirst(share).prefix(share)
      train += unique.dropFirst(2 * share) + shuffled.filter { uses[$0.french] != 1 }
    }
    sampler.shuffle(&train)
    sampler.shuffle(&valid)
    sampler.shuffle(&test)
  }
}
