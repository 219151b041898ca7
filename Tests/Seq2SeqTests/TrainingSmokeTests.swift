import Seq2Seq
import Testing

/// A model that is trained long enough on eight pairs reproduces them.
@Suite struct TrainingSmokeTests {
  @Test(arguments: zip(ModelOptions.Pooling.allCases, ModelOptions.Readout.allCases))
  func overfitsEightPairs(
    pooling: ModelOptions.Pooling, readout: ModelOptions.Readout
  ) throws {
    try expectOverfit { options in
      options.model.pooling = pooling
      options.model.readout = readout
    }
  }

  @Test(
    arguments: zip(
      [ModelOptions.Cell.lstm, .rnnTanh, .rnnReLU, .gru], [false, false, true, true]))
  func everyCellOverfitsEightPairs(cell: ModelOptions.Cell, isNormalized: Bool) throws {
    try expectOverfit { options in
      options.model.cell = cell
      options.model.hasLayerNormalization = isNormalized
      options.model.hasResidualConnections = isNormalized
      options.model.decoderLayers = isNormalized ? 2 : 1
      options.hasJointVocabulary = isNormalized
      options.model.hasSharedEmbedding = isNormalized
    }
  }

  private func expectOverfit(_ choose: (inout TrainingOptions) -> Void) throws {
    var sample = try TrainingSample()
    sample.options.vocabularySize = 600
    sample.options.embedding = 32
    sample.options.encoderHidden = 64
    sample.options.decoderHidden = 64
    sample.options.dropout = 0
    sample.options.labelSmoothing = 0
    sample.options.batch = .sentences(8)
    sample.options.learningRate = 0.006
    sample.options.validationInterval = 400
    sample.options.maximumEpochs = 400
    sample.options.criterion = .loss
    choose(&sample.options)
    let result = try sample.train()
    #expect(result.reason == .epochs)
    #expect(result.bestPerplexity < 1.1)

    let translator = Translator(try sample.model(), threads: 2)
    let sources = TrainingSample.pairs.map(\.0)
    for beam in [1, 5] {
      var options = SearchOptions()
      options.beam = beam
      #expect(translator.translate(sources, options).map(\.text) == TrainingSample.pairs.map(\.1))
    }
  }
}
