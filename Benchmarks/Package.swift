// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nothing it needs becomes part of the product.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "manyi", path: "..")],
  targets: [
    .executableTarget(name: "make-survey-file"),
    .executableTarget(name: "count-line-feeds"),
    .executableTarget(
      name: "read-table",
      dependencies: [.product(name: "SurveyImport", package: "manyi")]),
  ],
  swiftLanguageModes: [.v6]
)
