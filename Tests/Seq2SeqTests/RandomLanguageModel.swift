import NeuralNetwork
import TestSupport
import Tokenization

@testable import Seq2Seq

extension TrainedLanguageModel {
  /// A small language model of random weights, with the tokens of a translation model's target language.
  static func random(of model: TranslationModel) -> TrainedLanguageModel {
    var shape = LanguageShape()
    (shape.vocabulary, shape.units) = (model.targetTokenizer.vocabularySize, 8)
    let network = LanguageNetwork(shape)
    let values = AlignedBuffer(count: network.layout.size)
    var generator = TestSupport.SeededGenerator(seed: 7)
    values.floats.copy(from: generator.floats(network.layout.size, scale: 1))
    return TrainedLanguageModel(
      network: network, values: values, tokenizer: model.targetTokenizer, notes: [:])
  }
}
