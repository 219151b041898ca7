internal import NeuralNetwork

extension TrainingOptions {
  /// How the weights follow from their gradients.
  public enum Optimizer: String, Sendable, Hashable, CaseIterable {
    /// Kingma & Ba 2015; weight decay is a part of the loss.
    case adam
    /// Loshchilov & Hutter 2019: Adam with weight decay by itself; without decay the same.
    case adamw
    /// Gradient descent with momentum.
    case sgd
    /// Duchi, Hazan & Singer 2011.
    case adagrad

    /// The highest learning rate by default, where Adam's is `rate`.
    func rate(forAdam rate: Float) -> Float {
      switch self {
      case .adam, .adamw: rate
      case .sgd: 300 * rate
      case .adagrad: 50 * rate
      }
    }
  }

  /// The one list of optimizers, for `size` parameters.
  func makeOptimizer(size: Int) -> any NeuralNetwork.Optimizer {
    switch optimizer {
    case .adam, .adamw:
      var constants = AdamOptions()
      if optimizer == .adam { constants.l2 = weightDecay } else { constants.decay = weightDecay }
      return Adam(size: size, options: constants)
    case .sgd: return GradientDescent(size: size, momentum: momentum, l2: weightDecay)
    case .adagrad: return Adagrad(size: size, l2: weightDecay)
    }
  }
}
