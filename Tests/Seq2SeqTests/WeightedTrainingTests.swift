import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Trainings on several files with weights.
@Suite struct WeightedTrainingTests {
  /// Three files with 20, 40 and 300 pairs, the first of which has a copy of a pair of the last one.
  private func sample(
    _ weights: [Double] = [3, 1, 0.25], isLarge: Bool = false,
    _ storage: TrainingOptions.PairStorage = .memory
  ) throws -> TrainingSample {
    let names = ["mine", "more", "general"]
    let letters = Array("bdfghjklmnprstvwxz")
    var sample = try TrainingSample()
    let paths = try zip(names, [20, 40, 300]).map { name, count in
      // In letters, since numbers would become marks.
      let lines = (0..<count).map { number in
        let (first, second) = (letters[number % 17], letters[number / 17])
        return "\(name) \(first)o is at \(second)i\t\(name)o \(first)u ist \(second)a\n"
      }
      let copy = name == "more" ? "" : "the same of both\tdas gleiche\n"
      return try sample.directory.write(lines.joined() + copy, to: "\(name).tsv")
    }
    let valid = try sample.directory.write("mine bo is at home\tmineo bu ist da\n", to: "valid.tsv")
    sample.input = TrainingInput(
      pairs: try PairFile.source(at: paths, weights: weights),
      validation: TabSeparatedPairs(path: valid))
    sample.options.pairStorage = storage
    sample.options.batch = .sentences(8)
    sample.options.precision = .float32
    if isLarge {
      sample.options.limits.sample.all = 3_000
      sample.options.limits.sample.drawn = 2_000
      sample.options.limits.window = PairBlock.size
    }
    return sample
  }

  private func pairs(_ epoch: Int, _ corpus: TrainingCorpus) throws -> [EncodedPair] {
    let epoch = Epoch(epoch, of: corpus)
    var pairs: [EncodedPair] = []
    var position = 0
    while let batches = try epoch.batches(at: position) {
      pairs += batches.flatMap { $0 }
      position += 1
    }
    return pairs
  }

  @Test(arguments: [false, true])
  func anEpochHasPairsAsOftenAsTheirFileSays(isLarge: Bool) throws {
    let sample = try sample(isLarge: isLarge)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(corpus.plan.isSampled == isLarge)
    #expect(corpus.sources.map(\.pairs) == [0..<21, 21..<61, 61..<362])
    let all = corpus.training.prefix(.max)
    var general: [EncodedPair: Int] = [:]
    for epoch in 0..<4 {
      let counts = try pairs(epoch, corpus).reduce(into: [EncodedPair: Int]()) {
        $0[$1, default: 0] += 1
      }
      for pair in all[..<20] { #expect(counts[pair] == 3) }
      for pair in all[21..<61] { #expect(counts[pair] == 1) }
      for pair in all[61..<361] { general[pair, default: 0] += counts[pair] ?? 0 }
    }
    // Blocks are drawn of a large corpus, so four epochs have them all, and a few blocks more.
    let most = isLarge ? 2 : 1
    #expect(all[61..<361].allSatisfy { 1...most ~= general[$0] ?? 0 })
  }

  @Test(arguments: [false, true])
  func theModelIsTheSameWhereverThePairsAreAndResumed(isLarge: Bool) throws {
    let memory = try sample(isLarge: isLarge)
    try memory.train()
    let model = try memory.bytes("model.safetensors")
    var disk = try sample(isLarge: isLarge, .disk)
    disk.options.keepsPairs = true
    // The second start finds a part of the file, the third all of it.
    for limit in [2, 9] { try disk.train(stopAfter: limit) }
    try disk.train()
    #expect(try disk.bytes("model.safetensors") == model)
    let even = try sample([1, 1, 1], isLarge: isLarge)
    try even.train()
    #expect(try even.bytes("model.safetensors") != model)
  }

  @Test func otherWeightsAreAnotherTraining() throws {
    let first = try sample()
    try first.train(stopAfter: 3)
    var second = first
    second.input.pairs = CombinedPairs(
      try #require(first.input.pairs as? CombinedPairs).sources, weights: [2, 1, 0.25])
    let error = #expect(throws: TrainingError.self) { try second.train(.resume) }
    #expect(
      error?.description.contains(
        "weights of the files was 21 pairs 3.0 times, 40 pairs 1.0 times, 301 pairs 0.25 times")
        == true,
      "\(error.map { "\($0)" } ?? "")")
  }
}
