public import ArgumentParser
public import NeuralNetwork

extension Precision: ExpressibleByArgument {}
extension Precision: Encodable {}
