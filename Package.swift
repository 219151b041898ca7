// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "translate",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Seq2Seq", targets: ["Seq2Seq", "Tokenization"]),
    .library(name: "Evaluation", targets: ["Evaluation"]),
    .library(name: "Documents", targets: ["Documents"]),
    .executable(name: "translate", targets: ["translate"]),
    .executable(name: "bleu", targets: ["bleu"]),
    .executable(name: "benchmark", targets: ["benchmark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // C libraries of the system. Only CICU sees ICU's headers: beside Foundation's own ICU they do not compile.
    .systemLibrary(
      name: "ICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    // oneDNN comes without a .pc file, and to name one would bring a warning to who has the library.
    .systemLibrary(name: "DNNL", providers: [.apt(["libdnnl-dev"]), .brew(["onednn"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CICU", dependencies: ["ICU"]),
    .target(
      name: "COneDNN", dependencies: ["DNNL"], linkerSettings: [.linkedLibrary("dnnl")]),
    .target(name: "CKernels"),
    .target(name: "CProducts"),

    // The C library's files, environment, locks and functions, what spans of bytes lack, and gzip, without pointers.
    .target(name: "Platform", dependencies: ["CZlib"]),
    .target(name: "Tokenization", dependencies: ["CICU", "Platform"]),
    .target(
      name: "NeuralNetwork", dependencies: ["CKernels", "CProducts", "COneDNN", "Platform"]),
    // Numbers and JSON as the programs print them, and the version.
    .target(name: "Formatting", dependencies: ["Platform"]),
    // Line charts, bar charts and heat maps as SVG.
    .target(name: "Charts", dependencies: ["Formatting", "Platform"]),
    .target(name: "Evaluation", dependencies: ["Formatting", "Platform"]),
    // Markdown, HTML, subtitles, catalogs of messages: what of them is text, without anything else of ours.
    .target(name: "Documents"),
    .target(
      name: "Seq2Seq",
      dependencies: [
        "Tokenization", "NeuralNetwork", "Evaluation", "Formatting", "Platform",
      ]),

    .executableTarget(
      name: "translate",
      dependencies: [
        "Seq2Seq", "Documents", "NeuralNetwork", "Tokenization", "Evaluation", "Charts",
        "Formatting", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "bleu",
      dependencies: [
        "Evaluation", "Formatting", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tools: what only those who work on the project run.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Seq2Seq", "NeuralNetwork", "Tokenization", "Evaluation", "Formatting", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Tools/benchmark", exclude: ["Peer"]),
    // Feeds the readers of files with damaged ones: `make test` a few thousand, `make fuzz` without end.
    .executableTarget(
      name: "fuzz", dependencies: ["Seq2Seq", "Tokenization", "Platform"],
      path: "Sources/Tools/fuzz"),
    // Writes data/ from the hand-written core and the grammar.
    .executableTarget(
      name: "phrasebook", dependencies: ["Platform"], path: "Sources/Tools/phrasebook"),

    .target(name: "TestSupport", dependencies: ["NeuralNetwork"], path: "Tests/TestSupport"),
    .testTarget(name: "TokenizationTests", dependencies: ["Tokenization", "TestSupport"]),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["NeuralNetwork", "CKernels", "CProducts", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"], exclude: ["Fixtures"]),
    .testTarget(name: "PhrasebookTests", dependencies: ["phrasebook"]),
    .testTarget(name: "FormattingTests", dependencies: ["Formatting"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "Seq2SeqTests", dependencies: ["Seq2Seq", "Platform", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["translate", "bleu", "benchmark", "fuzz", "Seq2Seq", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)

// `make docs` alone needs the plugin; who depends on this package need not fetch it.
if Context.environment["TRANSLATE_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}

for target in package.targets where target.type != .system {
  var settings = target.swiftSettings ?? []
  settings.append(.enableUpcomingFeature("ExistentialAny"))
  settings.append(.enableUpcomingFeature("InternalImportsByDefault"))
  settings.append(.enableUpcomingFeature("MemberImportVisibility"))
  // Tests call kernels with pointers throughout; a marker at each call would say nothing.
  if target.type != .test { settings.append(.strictMemorySafety()) }
  target.swiftSettings = settings
}
