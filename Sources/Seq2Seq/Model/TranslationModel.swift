package import NeuralNetwork
public import Tokenization

/// A translation model: configuration, both tokenizers and the weights, as they are in one file.
public struct TranslationModel: Sendable {
  /// Sizes and shape.
  public let configuration: ModelConfiguration
  /// The source side's tokenizer.
  public let sourceTokenizer: Tokenizer
  /// The target side's tokenizer.
  public let targetTokenizer: Tokenizer
  /// Notes on how the model was trained, by key, for people to read.
  public var notes: [String: String]
  /// The form of characters that source lines are brought into before they are encoded.
  package let sourceForms: CharacterForms
  /// The same if training learned them; nil in models of versions that did not, whose vocabulary tells what they know.
  let learnedForms: CharacterForms?
  /// What training learned about spans, what is not to be translated; nil if they have no marks in the vocabularies.
  package let spanForms: SpanForms?
  /// The likely translations of tokens; nil in models of versions that did not learn them.
  package let shortlist: Shortlist?
  /// The share of training pairs whose source had several sentences; nil in models of versions that did not count them.
  public let paragraphShare: Double?
  /// The share of training pairs that end with a mark on both sides; nil in models of versions that did not count them.
  public let markedEndShare: Double?
  package let network: Network
  package let weights: ModelWeights

  package init(
    network: Network, weights: ModelWeights, sourceTokenizer: Tokenizer,
    targetTokenizer: Tokenizer, learnedForms: CharacterForms? = nil,
    spanForms: SpanForms? = nil,
    shortlist: Shortlist? = nil, paragraphShare: Double? = nil, markedEndShare: Double? = nil,
    notes: [String: String] = [:]
  ) {
    configuration = network.configuration
    self.network = network
    self.weights = weights
    self.sourceTokenizer = sourceTokenizer
    self.targetTokenizer = targetTokenizer
    self.learnedForms = learnedForms
    sourceForms = learnedForms ?? CharacterForms(knownTo: sourceTokenizer.vocabulary)
    self.spanForms = spanForms
    self.shortlist = shortlist
    self.paragraphShare = paragraphShare
    self.markedEndShare = markedEndShare
    self.notes = notes
  }

  /// A model with weights in single precision.
  package init(
    network: Network, values: AlignedBuffer, sourceTokenizer: Tokenizer,
    targetTokenizer: Tokenizer, learnedForms: CharacterForms? = nil,
    spanForms: SpanForms? = nil,
    shortlist: Shortlist? = nil, paragraphShare: Double? = nil, markedEndShare: Double? = nil,
    notes: [String: String] = [:]
  ) {
    self.init(
      network: network, weights: .float32(values), sourceTokenizer: sourceTokenizer,
      targetTokenizer: targetTokenizer, learnedForms: learnedForms, spanForms: spanForms,
      shortlist: shortlist, paragraphShare: paragraphShare, markedEndShare: markedEndShare,
      notes: notes)
  }

  /// The same model with other weights and notes.
  func with(_ weights: ModelWeights, notes: [String: String]) -> TranslationModel {
    TranslationModel(
      network: network, weights: weights, sourceTokenizer: sourceTokenizer,
      targetTokenizer: targetTokenizer, learnedForms: learnedForms, spanForms: spanForms,
      shortlist: shortlist, paragraphShare: paragraphShare, markedEndShare: markedEndShare,
      notes: notes)
  }

  /// All weights in single precision; in new memory if they are in int8.
  package var values: AlignedBuffer { weights.floats }

  /// Whether the weight matrices are whole numbers from -127 to 127 times one scale per row.
  public var isQuantized: Bool {
    switch weights {
    case .float32: false
    case .int8: true
    }
  }

  /// The tokens of a source line as it is read, in the form of characters that the model knows; none for a blank line.
  package func encodeSource(_ line: String) -> [Int32] {
    sourceTokenizer.read(sourceForms.apply(to: line)).ids
  }

  /// The tokens of a line and its translation, of the line in the form of characters that the model knows.
  ///
  /// Spans that are on both sides become marks, if the model knows them.
  func encode(_ pair: (source: String, target: String)) -> EncodedPair {
    var (source, target) = pair
    if let spanForms {
      let marked = PairMarker(spanForms).marked(source, target)
      (source, target) = (marked.source.text, marked.target.text)
    }
    return EncodedPair(
      sourceTokenizer.read(sourceForms.apply(to: source)), targetTokenizer.encode(target),
      targetTokenizer.vocabulary)
  }

  /// Whether lines of several sentences were frequent in training, so that such lines are translated as they are.
  public var isOfParagraphs: Bool { paragraphShare.map { $0 > 0.2 } ?? false }

  /// Whether training has shown hardly any sentence without a mark at its end, so that such sentences get a full stop.
  var knowsOnlyMarkedEnds: Bool { markedEndShare.map { $0 >= 0.9 } ?? false }

  /// The languages that the model translates between, if its training knew them.
  public var languages: LanguagePair? {
    let (source, target) = (sourceTokenizer.locale, targetTokenizer.locale)
    return source.isEmpty || target.isEmpty ? nil : LanguagePair(source: source, target: target)
  }

  /// The number of trainable parameters.
  public var parameterCount: Int { network.layout.parameterCount }

  /// Name and shape of every parameter, in the order they lie in memory.
  public var parameters: [(name: String, shape: [Int])] {
    network.layout.parameters.map { ($0.name, $0.shape) }
  }
}
