import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// A corpus that is too large to be handled as a whole, and one that is not but is on the disk.
@Suite struct LargeCorpusTests {
  /// A sample of some hundred different pairs, with some noise.
  private func sample(isLarge: Bool, storage: TrainingOptions.PairStorage) throws -> TrainingSample
  {
    let colours = ["red", "green", "blue", "white", "black", "old", "new", "long"]
    let things = ["boat", "house", "road", "book", "train", "garden", "song", "letter"]
    let places = ["on the lake", "in the port", "by the sea", "at home", "far away"]
    var pairs: [(String, String)] = []
    for (c, colour) in colours.enumerated() {
      for (t, thing) in things.enumerated() {
        for (p, place) in places.enumerated() {
          pairs.append(
            ("The \(colour) \(thing) is \(place).", "\(thing)o \(c) \(t) za \(p)!"))
        }
      }
    }
    pairs += [(String, String)](repeating: ("Again and again.", "Vela vela."), count: 40)
    var sample = try TrainingSample(pairs, isSplit: true)
    sample.options.noiseRules = nil
    sample.options.pairStorage = storage
    sample.options.batch = .sentences(8)
    sample.options.maximumEpochs = 2
    sample.options.precision = .float32
    if isLarge {
      sample.options.limits.sample.all = 6_000
      sample.options.limits.sample.drawn = 4_000
      sample.options.limits.window = PairBlock.size
      sample.options.limits.records = 100
    }
    return sample
  }

  @Test(arguments: [false, true], [0, 0.2] as [Float])
  func theModelIsTheSameWhereverThePairsAre(isLarge: Bool, dropout: Float) throws {
    var models: [[UInt8]] = []
    for storage in [TrainingOptions.PairStorage.memory, .disk] {
      var sample = try sample(isLarge: isLarge, storage: storage)
      sample.options.subwordDropout = dropout
      try sample.train()
      models.append(try sample.bytes("model.safetensors"))
      #expect(!FileSystem.exists(sample.directory.file("model/pairs.cache")))
    }
    #expect(models[0] == models[1])
  }

  @Test func theFileStaysIfAskedAndWhileTheTrainingIsNotDone() throws {
    var sample = try sample(isLarge: true, storage: .automatic)
    let path = sample.directory.file("model/pairs.cache")
    try sample.train(stopAfter: 3)
    #expect(FileSystem.exists(path))
    try sample.train()
    #expect(!FileSystem.exists(path))
    sample.options.keepsPairs = true
    try sample.train(.fresh)
    #expect(FileSystem.exists(path))
  }

  /// A second start reads no text, and gives the same; what does not fit any more is prepared anew.
  @Test(arguments: [0, 0.2] as [Float])
  func anotherStartUsesWhatWasPrepared(dropout: Float) throws {
    var sample = try sample(isLarge: true, storage: .disk)
    sample.options.subwordDropout = dropout
    sample.options.keepsPairs = true
    func phases() throws -> Set<PreparationProgress.Phase> {
      var heard: Set<PreparationProgress.Phase> = []
      let trainer = try Trainer(
        sample.input, sample.options, output: sample.directory.file("model"), start: .fresh,
        preparation: PreparationObserver(report: { heard.formUnion([$0.phase]) }))
      _ = try trainer.run { _ in }
      #expect(trainer.corpusChecks[0].noise.map { $0.kind } == [PairNoise.repeated])
      #expect("\(trainer.corpusReports[0])".contains("35 repeated once more"))
      return heard
    }
    #expect(try phases().contains(.encoding))
    let model = try sample.bytes("model.safetensors")
    #expect(try phases() == [.reading])
    #expect(try sample.bytes("model.safetensors") == model)
    // Either file damaged or cut short, the other corpus or another option: all is prepared anew.
    let pairs = try sample.bytes("pairs.cache")
    for bytes in [Array(pairs.dropLast(9)), pairs.map { $0 ^ 1 }] {
      try sample.directory.write(bytes, to: "model/pairs.cache")
      #expect(try phases().contains(.encoding))
      #expect(try sample.bytes("pairs.cache") == pairs)
    }
    let kept = try sample.bytes("pairs.cache.json")
    for bytes in [Array(kept.dropLast(9)), []] {
      try sample.directory.write(bytes, to: "model/pairs.cache.json")
      #expect(try phases().contains(.encoding))
      #expect(try sample.bytes("pairs.cache.json") == kept)
    }
    #expect(try sample.bytes("model.safetensors") == model)
    sample.options.maximumTokens = 99
    #expect(try phases().contains(.encoding))
    let text = try sample.directory.read("pairs.tsv")
    try sample.directory.write(text + Array("One more.\tVela po.\n".utf8), to: "pairs.tsv")
    #expect(try phases().contains(.encoding))
  }

  /// Interrupted at any update, also where one window ends and the next begins.
  @Test func aTrainingResumesToTheSameBytes() throws {
    for batch in [BatchOptions.Size.sentences(8), .tokens(150)] {
      var sample = try sample(isLarge: true, storage: .disk)
      sample.options.batch = batch
      try sample.train(in: "whole")
      var count = 1
      while case let result = try sample.train(in: "parts", stopAfter: count),
        result.reason == .interrupted
      { count += 6 }
      #expect(
        try sample.bytes("model.safetensors", in: "whole")
          == sample.bytes("model.safetensors", in: "parts"))
    }
  }

  /// Every epoch has every pair once, in an order of its own.
  @Test func anEpochHasEveryPairOnce() throws {
    let sample = try sample(isLarge: true, storage: .memory)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(corpus.plan.isSampled && corpus.training.count > 300)
    let all = corpus.training.prefix(.max)
    var orders: [[EncodedPair]] = []
    for number in 0..<2 {
      let epoch = Epoch(number, of: corpus)
      #expect(epoch.windows == 3)
      var pairs: [EncodedPair] = []
      var position = 0
      while let batches = try epoch.batches(at: position) {
        pairs += batches.flatMap { $0 }
        position += 1
      }
      #expect(position == (0..<3).reduce(0) { $0 + epoch.window($1).plan.batches.count })
      #expect(pairs.count == all.count && Set(pairs) == Set(all))
      orders.append(pairs)
      // A resumed training reads on from where it was.
      let place = 2 * position / 3
      var rest: [EncodedPair] = []
      let again = Epoch(number, of: corpus)
      for place in place..<position {
        rest += try #require(try again.batches(at: place)).flatMap { $0 }
      }
      #expect(rest == Array(pairs.suffix(rest.count)))
    }
    #expect(orders[0] != orders[1] && orders[0] != all)
  }

  @Test func validationPairsAreNotTrainedOn() throws {
    let sample = try sample(isLarge: true, storage: .memory)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect((1...17).contains(corpus.validation.count))
    #expect(Set(corpus.validation).isDisjoint(with: corpus.training.prefix(.max)))
    // 320 pairs and five of the forty that are one pair.
    #expect(corpus.validation.count + corpus.training.count == 325)
  }

  /// A checkpoint of a version that handled every corpus as a whole.
  @Test func whatWasBegunAsAWholeIsResumedAsAWhole() throws {
    var sample = try sample(isLarge: false, storage: .memory)
    try sample.train(in: "expected")
    try sample.train(stopAfter: 30)
    sample.options.limits.sample.all = 6_000
    try sample.train(.resume)
    #expect(
      try sample.bytes("model.safetensors") == sample.bytes("model.safetensors", in: "expected"))
  }

  @Test func aDiskWithoutRoomIsSaidBefore() {
    let error = TrainingError.notEnoughDisk(
      path: "m/pairs.cache", needed: 2_000_000_000, available: 5_500_000)
    #expect(error.description == "m/pairs.cache needs about 2,001 MB, but its disk has 5 MB left")
  }

  /// Parts of the fingerprints, a part at a time, give what all of them give.
  @Test func repetitionsAreFoundInParts() throws {
    let directory = try TemporaryDirectory()
    var inspection = PairInspection(
      NoiseRules(), PairRecords(in: directory.path, capacity: 64))
    let pairs = (0..<1_000).map { number in
      SentencePair(
        source: "line \(number * number % 211)", target: "Zeile",
        origin: PairOrigin(unit: .pair, number: number + 1))
    }
    try inspection.add(pairs, ParallelEncoder(on: WorkerPool(count: 2)))
    let whole = try RepeatedPairs(inspection.records, NoiseRules())
    let parts = try RepeatedPairs(inspection.records, NoiseRules(), partSize: 70)
    #expect(whole.repeated == parts.repeated && whole.surplus == parts.surplus)
    #expect(whole.most == parts.most && whole.most > 5)
    // As a simple count tells.
    var counts: [String: Int] = [:]
    let expected = pairs.indices.filter {
      counts[pairs[$0].source, default: 0] += 1
      return counts[pairs[$0].source, default: 0] > 5
    }
    #expect(Array(whole.surplus.numbers) == expected)
  }

  /// The share of pairs drawn is the same everywhere, and all text is kept as long as it fits.
  @Test func aSampleIsDrawnEvenly() {
    var limits = PairSample.Limits()
    (limits.all, limits.drawn) = (100_000, 60_000)
    var sample = PairSample(limits)
    for number in 0..<40_000 {
      sample.add(
        SentencePair(source: "\(number)", target: "x", origin: PairOrigin(unit: .pair, number: 1)),
        number: number)
      if number == 1_000 { #expect(sample.isWhole && sample.count == 1_001) }
    }
    sample.finish()
    #expect(!sample.isWhole && sample.allBytes == 228_890)
    let halves = sample.numbers.count { $0 < 20_000 }
    #expect(abs(2 * halves - sample.count) < sample.count / 20, "\(halves) of \(sample.count)")
    for place in stride(from: 0, to: sample.count, by: 97) {
      #expect(sample[place].source == "\(sample.numbers[place])")
    }
  }
}
