internal import NeuralNetwork

extension TrainingOptions {
  /// How weights are updated from their gradients.
  public enum Optimizer: String, Sendable, Hashable, CaseIterable {
    /// Adam (Kingma & Ba 2015), with weight decay as L2 regularisation.
    case adam
    /// Adam with decoupled weight decay (Loshchilov & Hutter 2019); without decay the same as Adam.
    case adamw
    /// Gradient descent with momentum.
    case sgd
    /// Adagrad (Duchi, Hazan & Singer 2011).
    case adagrad

    /// The default of the highest learning rate, if Adam's is `rate`.
    func rate(forAdam rate: Float) -> Float {
      switch self {
      case .adam, .adamw: rate
      case .sgd: 300 * rate
      case .adagrad: 50 * rate
      }
    }
  }

  /// Creates the optimizer for `size` parameters.
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
