internal import NeuralNetwork
internal import Tokenization

/// What a training has decided by itself, as its checkpoint records it: a training that resumes it keeps these choices.
struct SavedChoices: Sendable, Hashable {
  /// The precision; nil if none is recorded.
  let precision: Precision?
  /// The attention; nil if this version does not know it.
  let attention: ModelOptions.Attention?
  /// Whether the form of the source's characters was learned.
  let learnsForms: Bool
  /// How the case of letters is written.
  let letterCase: TrainingOptions.LetterCase
  /// Which pairs were left out as noise; nil: some, by rules that the options must agree with.
  let noiseRules: NoiseRules?
  /// Whether spans became marks.
  let marksSpans: Bool
  /// Whether the corpus was too large to be learned from as a whole.
  let isSampled: Bool

  /// The choices of a checkpoint with such metadata.
  init(_ metadata: [String: String]) {
    let options = metadata["options"].flatMap { decodeJSON([String: String].self, $0) } ?? [:]
    // Checkpoints of the first format have a fingerprint instead of options.
    precision =
      metadata["fingerprint"] == nil
      ? options["precision"].flatMap(Precision.init) : LegacyIdentity.defaultPrecision
    attention = (options["attention"] ?? TrainingIdentity.usualModel["attention"])
      .flatMap(ModelOptions.Attention.init)
    learnsForms = options["characterForms"] == "learned"
    noiseRules = options["noise"] == nil ? .keepingAll : nil
    letterCase = options["letterCase"].flatMap(TrainingOptions.LetterCase.init) ?? .spelling
    marksSpans = options["spans"] == "marks"
    isSampled = options["sample"] == "from a sample"
  }
}
