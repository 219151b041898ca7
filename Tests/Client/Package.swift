// swift-tools-version: 6.2
import PackageDescription

// A package as anybody would write it who wants to translate in an app. `make client` builds and tests it.
let package = Package(
  name: "client",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "translate", path: "../..")],
  targets: [
    // The Swift code of the README and the documentation, written here by ./extract-code.
    .target(
      name: "DocumentedCode",
      dependencies: [
        .product(name: "Seq2Seq", package: "translate"),
        .product(name: "Documents", package: "translate"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "ClientTests",
      dependencies: [.product(name: "Seq2Seq", package: "translate")]),
  ]
)
