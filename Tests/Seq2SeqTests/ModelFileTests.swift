import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Models as files: the same bytes again, and an error of ours for anything that is wrong.
@Suite struct ModelFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// A small model with random weights.
  private func makeModel(
    readout: ModelOptions.Readout = .tied, layers: Int = 1
  ) throws -> TranslationModel {
    var options = TokenizerOptions()
    options.vocabularySize = 280
    let source = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.0), locale: "en", options: options)
    let target = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.1), locale: "fr", options: options)
    var configuration = SearchSample.small(
      words: target.vocabularySize, layers: layers, readout: readout)
    configuration.sourceVocabulary = source.vocabularySize
    let sample = SearchSample(configuration, seed: 1)
    return TranslationModel(
      network: sample.network, values: sample.store.values, sourceTokenizer: source,
      targetTokenizer: target, notes: ["b": "é \"quoted\"\n", "a": "1"])
  }

  @Test(arguments: ModelOptions.Readout.allCases, [1, 2])
  func readsWhatItWrites(readout: ModelOptions.Readout, layers: Int) throws {
    let model = try makeModel(readout: readout, layers: layers)
    try model.write(to: directory.file("first"))
    let read = try TranslationModel(path: directory.file("first"))
    #expect(read.configuration == model.configuration)
    #expect(read.notes == model.notes)
    #expect(read.sourceTokenizer == model.sourceTokenizer)
    #expect(read.targetTokenizer == model.targetTokenizer)
    #expect(Array(read.values.floats) == Array(model.values.floats))
    #expect(read.parameterCount == model.parameterCount)
    try read.write(to: directory.file("second"))
    #expect(try directory.read("first") == directory.read("second"))
    let lines = TrainingSample.pairs.map(\.0)
    #expect(
      Translator(read, threads: 1).translate(lines)
        == Translator(model, threads: 1).translate(lines))
  }

  /// A quantized model is about a quarter of the size, is read as it was written, and translates the same
  /// from memory and from its file.
  @Test func quantizedModelsAreReadAsWritten() throws {
    let model = try makeModel()
    let quantized = model.quantized()
    try model.write(to: directory.file("whole"))
    try quantized.write(to: directory.file("quantized"))
    let read = try TranslationModel(path: directory.file("quantized"))
    #expect(read.isQuantized && !model.isQuantized)
    let (values, expectedValues) = (read.values, quantized.values)
    #expect(Array(values.floats) == Array(expectedValues.floats))
    try read.write(to: directory.file("again"))
    let (first, again) = (directory.file("quantized"), directory.file("again"))
    #expect(try readBytes(atPath: again) == readBytes(atPath: first))
    let lines = TrainingSample.pairs.map(\.0)
    let expected = Translator(model, threads: 1, precision: .int8).translate(lines)
    #expect(Translator(read, threads: 2).translate(lines) == expected)
    for (parameter, size) in read.parameters where size.count == 2 {
      let file = try SafeTensorsFile(path: directory.file("quantized"))
      #expect(file[parameter]?.element == .int8)
    }
  }

  /// int8 weights without their scales, and scales without the mark, are refused.
  @Test func halfQuantizedModelsAreRefused() throws {
    let model = try makeModel().quantized()
    try model.write(to: directory.file("sound"))
    var writer = SafeTensorsWriter()
    writer.metadata = try SafeTensorsFile(path: directory.file("sound")).metadata
    writer.tensors = model.weights.tensors(model.network.layout)
    let scales = try #require(writer.tensors.firstIndex { $0.name.hasSuffix(".scales") })
    writer.tensors.remove(at: scales)
    try writer.write(to: directory.file("damaged"))
    #expect(throws: ModelError.self) { try TranslationModel(path: directory.file("damaged")) }
    writer.tensors = model.weights.tensors(model.network.layout)
    writer.metadata["precision"] = nil
    try writer.write(to: directory.file("damaged"))
    #expect(throws: ModelError.self) { try TranslationModel(path: directory.file("damaged")) }
  }

  // MARK: - What is refused

  /// Writes a model file with changes, and returns why it is refused.
  private func problem(_ change: (inout SafeTensorsWriter) -> Void) throws -> String {
    let model = try makeModel()
    try model.write(to: directory.file("sound"))
    var writer = SafeTensorsWriter()
    writer.metadata = try SafeTensorsFile(path: directory.file("sound")).metadata
    writer.tensors = model.network.layout.tensors(of: model.values)
    change(&writer)
    let path = directory.file("changed")
    try writer.write(to: path)
    do {
      _ = try TranslationModel(path: path)
      return "none"
    } catch {
      #expect(error.description.hasPrefix("\(path): "))
      return error.description
    }
  }

  @Test func anUnchangedCopyIsFine() throws {
    let problem = try problem { _ in }
    #expect(problem == "none")
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func weightsThatAreNotFiniteAreNamed(number: Float) throws {
    let model = try makeModel()
    for (name, values) in [("whole", model), ("quantized", model.quantized())] {
      try values.write(to: directory.file(name))
      var writer = SafeTensorsWriter()
      writer.metadata = try SafeTensorsFile(path: directory.file(name)).metadata
      let parameter = try #require(model.network.layout.parameters.first { !$0.isMatrix })
      writer.tensors = values.weights.tensors(model.network.layout)
      let index = try #require(writer.tensors.firstIndex { $0.name == parameter.name })
      writer.tensors[index] = SafeTensorsWriter.Tensor(
        name: parameter.name, shape: parameter.shape,
        floats: [Float](repeating: number, count: parameter.count))
      try writer.write(to: directory.file(name))
      let error = #expect(throws: ModelError.self) {
        try TranslationModel(path: directory.file(name))
      }
      #expect(error?.description.contains("the weights \(parameter.name) have numbers") == true)
    }
  }

  /// Kernels negate weights, so -128 would be wrong on some processors.
  @Test func theLeastByteIsRefused() throws {
    let model = try makeModel().quantized()
    try model.write(to: directory.file("sound"))
    var writer = SafeTensorsWriter()
    writer.metadata = try SafeTensorsFile(path: directory.file("sound")).metadata
    writer.tensors = model.weights.tensors(model.network.layout)
    let index = try #require(writer.tensors.firstIndex { $0.element == .int8 })
    let shape = writer.tensors[index].shape
    var numbers = [Int8](repeating: 1, count: shape.reduce(1, *))
    numbers[1] = -128
    writer.tensors[index] = SafeTensorsWriter.Tensor(
      name: writer.tensors[index].name, element: .int8, shape: shape, numbers: numbers)
    try writer.write(to: directory.file("damaged"))
    let error = #expect(throws: ModelError.self) {
      try TranslationModel(path: directory.file("damaged"))
    }
    #expect(error?.description.contains("have -128") == true)
  }

  @Test func otherFormatsAreRefused() throws {
    for format in [nil, "pt"] {
      let problem = try problem { $0.metadata["format"] = format }
      #expect(problem.contains("not a translation model"))
    }
    let newer = try problem { $0.metadata["format_version"] = "2" }
    #expect(newer.contains("version 2") && newer.contains("reads version 1"))
    let none = try problem { $0.metadata["format_version"] = nil }
    #expect(none.contains("version none"))
  }

  @Test func damagedFormsAreRefused() throws {
    for json in ["", "{}", "[[\"ab\",\"c\"]]"] {
      let problem = try problem { $0.metadata["source_forms"] = json }
      #expect(problem.contains("its source_forms are damaged"))
    }
    let problem = try problem { $0.metadata["source_forms"] = "[[\"’\",\"'\"]]" }
    #expect(problem == "none")
  }

  @Test(arguments: ["configuration", "source_tokenizer", "target_tokenizer"])
  func missingOrDamagedMetadataIsRefused(key: String) throws {
    for value in [nil, "", "{}", "[1", "null", "{\"a\":1}"] as [String?] {
      let problem = try problem { $0.metadata[key] = value }
      #expect(problem.contains(key) && problem != "none")
    }
  }

  @Test(arguments: [
    ("\"encoderHidden\":8", "\"encoderHidden\":7"), ("\"embedding\":6", "\"embedding\":0"),
    ("\"embedding\":6", "\"embedding\":-6"), ("\"embedding\":6", "\"embedding\":1000000000"),
    ("\"decoderLayers\":1", "\"decoderLayers\":9223372036854775807"),
    ("\"decoderLayers\":1", "\"decoderLayers\":2"), ("\"tied\"", "\"untied\""),
    ("\"tied\"", "\"best\""), ("\"isBidirectional\":true", "\"isBidirectional\":false"),
  ])
  func otherSizesAreRefused(old: String, new: String) throws {
    let problem = try problem { writer in
      let text = writer.metadata["configuration"] ?? ""
      #expect(text.contains(old))
      writer.metadata["configuration"] = text.replacing(old, with: new)
    }
    #expect(problem != "none")
  }

  @Test func missingOrOtherWeightsAreRefused() throws {
    let names = try makeModel().parameters.map(\.name)
    #expect(names.count == 19)
    for (index, name) in names.enumerated() {
      let missing = try problem { writer in
        writer.tensors.removeAll { $0.name == name }
      }
      #expect(missing.contains("\(name) are missing"))
      let wrong = try problem { writer in
        writer.tensors[index] = .init(name: name, shape: [1, 3], floats: [1, 2, 3])
      }
      #expect(wrong.contains(name) && wrong.contains("[1, 3]"))
    }
    let type = try problem { writer in
      let (name, shape) = (writer.tensors[0].name, writer.tensors[0].shape)
      let halves = [UInt16](repeating: 0, count: shape.reduce(1, *))
      writer.tensors[0] =
        SafeTensorsSample.Tensor(name, .float16, shape, halves).writable
    }
    #expect(type.contains("F16") && type.contains("F32"))
  }

  @Test func tokenizersOfOtherSizesAreRefused() throws {
    let other = try TokenizerTrainer.learn(from: ["a b c"], options: TokenizerOptions())
    let problem = try problem { $0.metadata["source_tokenizer"] = other.serialized() }
    #expect(problem.contains("source_tokenizer has \(other.vocabularySize) tokens"))
  }

  /// A file with any changes is read or refused; if it is read, its model can translate.
  @Test func mutatedFilesAreReadOrRefused() throws {
    try makeModel().write(to: directory.file("sound"))
    let sound = try directory.read("sound")
    let header = sound.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } + 8
    var generator = TestSupport.SeededGenerator(seed: 11)
    var read = 0
    for _ in 0..<1_000 {
      let bytes = mutated(sound, header: header, &generator)
      let path = try directory.write(bytes, to: "mutated")
      guard let model = try? TranslationModel(path: path) else { continue }
      read += 1
      // Whatever the weights are, tokens must stay within the vocabulary.
      if read % 20 == 0 { _ = Translator(model, threads: 1).translate(["The red boat."]) }
    }
    #expect(read > 100 && read < 900)
  }

  /// Changes some bytes, mostly of the header; sometimes cuts or lengthens the file.
  private func mutated(
    _ sound: [UInt8], header: Int, _ generator: inout TestSupport.SeededGenerator
  ) -> [UInt8] {
    var bytes = sound
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let end = Int.random(in: 0..<3, using: &generator) > 0 ? header : bytes.count
      let place = Int.random(in: 0..<end, using: &generator)
      bytes[place] =
        Bool.random(using: &generator)
        ? UInt8.random(in: 0...255, using: &generator)
        : bytes[place] ^ (1 << UInt8.random(in: 0..<8, using: &generator))
    }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: bytes.removeLast(Int.random(in: 1...bytes.count / 2, using: &generator))
    case 1: bytes += [0, 0, 0, 0]
    default: break
    }
    return bytes
  }
}
