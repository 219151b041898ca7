import TestSupport
import Testing

@testable import Seq2Seq

/// A model knows whether its training lines held several sentences.
@Suite struct ParagraphShareTests {
  private static let paragraphs = TrainingSample.pairs.map { pair in
    ("\(pair.0) They left.", "\(pair.1) Ils sont partis.")
  }

  /// The share is counted in training and kept in the file.
  @Test(arguments: [(0, 0.0), (1, 0.125), (2, 0.25), (8, 1.0)])
  func trainingCountsLinesOfSeveralSentences(count: Int, share: Double) throws {
    var sample = try TrainingSample(
      Array(Self.paragraphs.prefix(count) + TrainingSample.pairs.dropFirst(count)))
    sample.options.maximumEpochs = 1
    try sample.train()
    let model = try sample.model()
    #expect(model.paragraphShare == share)
    #expect(model.isOfParagraphs == (share > 0.2))
    #expect(model.quantized().paragraphShare == share)
    let average = try TranslationModel.average(of: [model, model], names: ["a", "b"])
    #expect(average.paragraphShare == share)
  }

  /// Such a model gets lines as they are, unless it is told otherwise.
  @Test(
    arguments: [(nil, true), (0.0, true), (0.2, true), (0.21, false), (1.0, false)]
      as [(Double?, Bool)])
  func modelsOfParagraphsGetParagraphs(share: Double?, isSplit: Bool) throws {
    let model = try SearchEnsembleTests.model(seed: 1)
    let translator = Translator(
      TranslationModel(
        network: model.network, values: model.values, sourceTokenizer: model.sourceTokenizer,
        targetTokenizer: model.targetTokenizer, paragraphShare: share), threads: 1)
    let line = "We hear. They left."
    var options = SearchOptions()
    #expect(translator.translate([line], options)[0].sentences.isEmpty != isSplit)
    options.sentenceSplitting = .always
    #expect(translator.translate([line], options)[0].sentences.count == 2)
    options.sentenceSplitting = .never
    #expect(translator.translate([line], options)[0].sentences.isEmpty)
  }

  @Test(arguments: ["", "x", "-0.1", "1.5", "nan"])
  func wrongSharesAreRefused(text: String) throws {
    let directory = try TemporaryDirectory()
    let model = try SearchEnsembleTests.model(seed: 1)
    try model.write(to: directory.file("sound"))
    var writer = SafeTensorsWriter()
    writer.metadata = try SafeTensorsFile(path: directory.file("sound")).metadata
    #expect(writer.metadata["paragraph_share"] == nil)
    writer.metadata["paragraph_share"] = text
    writer.tensors = model.network.layout.tensors(of: model.values)
    try writer.write(to: directory.file("changed"))
    #expect(throws: ModelError.self) { try TranslationModel(path: directory.file("changed")) }
  }
}
