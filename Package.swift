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
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CICU", dependencies: ["ICU"]),
    .target(
      name: "COneDNN", dependencies: ["DNNL"], linkerSettings: [.linkedLibrary("dnnl")]),
    .target(name: "CKernels"),
    .target(name: "CProducts"),
    // Ends a program with a sentence where the system gives no more memory.
    .target(
      name: "COutOfMemory", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

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
    // What references to characters mean in HTML and XML, and where document types end.
    .target(name: "Markup"),
    // Markdown, HTML, subtitles, catalogs of messages: what of them is text, without anything else of ours.
    .target(name: "Documents", dependencies: ["Markup"]),
    .target(
      name: "Seq2Seq",
      dependencies: [
        "Tokenization", "NeuralNetwork", "Evaluation", "Formatting", "Markup", "Platform",
      ]),

    // Forecasts of number series by the same recurrent layers.
    .target(name: "Series", dependencies: ["Seq2Seq", "NeuralNetwork", "Platform"]),
    // How gradients flow back through recurrent layers, for those who teach it.
    .target(name: "GradientFlow", dependencies: ["Seq2Seq", "NeuralNetwork", "Tokenization"]),

    .executableTarget(
      name: "translate",
      dependencies: [
        "Seq2Seq", "Series", "GradientFlow", "Documents", "NeuralNetwork", "Tokenization",
        "Evaluation", "Charts",
        "Formatting", "Markup", "Platform", "COutOfMemory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "bleu",
      dependencies: [
        "Evaluation", "Formatting", "Platform", "COutOfMemory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tools: what only those who work on the project run.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Seq2Seq", "NeuralNetwork", "Tokenization", "Evaluation", "Formatting", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Tools/benchmark", exclude: ["Peer", "Results"]),
    // What browsers and clients send: forms, files and JSON, as fields. Without NIO, so that fuzzing needs none.
    .target(name: "RequestBodies"),
    // Feeds the readers of files with damaged ones: `make test` a few thousand, `make fuzz` without end.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Seq2Seq", "Documents", "RequestBodies", "NeuralNetwork", "Tokenization", "Platform",
      ], path: "Sources/Tools/fuzz"),
    // Writes data/ from the hand-written core and the grammar.
    .executableTarget(
      name: "phrasebook", dependencies: ["Platform"], path: "Sources/Tools/phrasebook"),

    .target(name: "TestSupport", dependencies: ["NeuralNetwork"], path: "Tests/TestSupport"),
    .testTarget(name: "TokenizationTests", dependencies: ["Tokenization", "TestSupport"]),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["NeuralNetwork", "CKernels", "CProducts", "TestSupport"]),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Markup"], exclude: ["Fixtures"]),
    .testTarget(name: "PhrasebookTests", dependencies: ["phrasebook"]),
    .testTarget(name: "FormattingTests", dependencies: ["Formatting"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "Seq2SeqTests", dependencies: ["Seq2Seq", "Platform", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SeriesTests", dependencies: ["Series", "Seq2Seq", "NeuralNetwork", "TestSupport"]),
    .testTarget(
      name: "GradientFlowTests",
      dependencies: ["GradientFlow", "Seq2Seq", "NeuralNetwork", "TestSupport"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "translate", "bleu", "benchmark", "fuzz", "Seq2Seq", "NeuralNetwork", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)

// Under a sanitizer, `Tests/run.sh` leaves out the tests that it need not watch.
if let names = Context.environment["TRANSLATE_WITHOUT_TESTS"]?.split(separator: " ") {
  package.targets.removeAll { names.contains(Substring($0.name)) }
}

// `make docs` alone needs the plugin; who depends on this package need not fetch it.
if Context.environment["TRANSLATE_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}

// `make server` alone needs Hummingbird: who builds the other programs, or depends on this package, compiles no NIO.
if Context.environment["TRANSLATE_SERVER"] != nil {
  package.dependencies += [
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ]
  package.products = [.executable(name: "translate-server", targets: ["translate-server"])]
  let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
  // The other programs and their tests need not be built again with these.
  package.targets.removeAll { $0.type == .test || $0.type == .executable }
  package.targets += [
    // LibreTranslate's API and the page, over the service of translations.
    .target(
      name: "Serving",
      dependencies: [
        "Seq2Seq", "Documents", "RequestBodies", "Tokenization", "Formatting", "Platform", logging,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], resources: [.embedInCode("Page")]),
    .executableTarget(
      name: "translate-server",
      dependencies: [
        "Serving", "Seq2Seq", "NeuralNetwork", "Formatting", "Platform", logging,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ServingTests",
      dependencies: [
        "Serving", "translate-server", "Seq2Seq", logging,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
  ]
}

// `make build MPI=1` alone needs MPI: without it nothing of it is compiled or linked.
if Context.environment["TRANSLATE_MPI"] != nil {
  package.targets.removeAll { $0.type == .test }
  package.targets += [
    // OpenMPI or MPICH: Debian's alternatives say which of them the file belongs to.
    .systemLibrary(
      name: "MPI", pkgConfig: "mpi-c", providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
    .target(name: "CMPI", dependencies: ["MPI"]),
    .target(name: "MessagePassing", dependencies: ["CMPI", "NeuralNetwork"]),
  ]
  for target in package.targets where target.name == "translate" {
    target.dependencies.append("MessagePassing")
    target.swiftSettings = [.define("MPI")]
  }
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
