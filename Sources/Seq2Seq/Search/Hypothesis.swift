/// A translation as found by the search.
public struct Hypothesis: Sendable, Hashable {
  /// Its tokens, without `<s>` and `</s>`.
  public var tokens: [Int32]
  /// log p of all tokens, `</s>` included if it was reached.
  public var logProbability: Float
  /// log p / length^α, or what else the options say: what hypotheses are ranked by.
  public var score: Float
  /// False: the limit of length came before `</s>`.
  public var isFinished: Bool
  /// By step, `</s>`'s included if it was reached: the weights of the source's tokens and its `</s>`; empty
  /// unless the search keeps them.
  public var attention: [[Float]] = []
  /// Which of the sentence's samples it is.
  var sample = 0
}
