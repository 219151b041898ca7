import NeuralNetwork
import Platform
import Seq2Seq

/// The first series of the textbooks: a sine with noise.
package enum NoisySine {
  /// Makes `count` numbers sin(t / 100) for t = 1, 2 …, with normal noise of standard deviation 0.2.
  package static func values(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed, stream: 1)
    // A sine is a cosine a quarter of a turn later.
    return (0..<count).map { t in
      cosine(0.01 * Double(t + 1) - .pi / 2) + 0.2 * generator.normal()
    }
  }
}
