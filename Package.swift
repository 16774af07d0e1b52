// swift-tools-version: 6.2

import PackageDescription

/// Each library has a test target of the same name followed by `Tests`.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name), "TestSupport"] + dependencies,
    exclude: [],
    swiftSettings: strict)
}

/// Continuous integration lets no warning pass. A newer compiler may warn of
/// more, and that must not keep anybody from building.
let strict: [SwiftSetting] =
  Context.environment["MANYI_WARNINGS_AS_ERRORS"] == nil
  ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
  name: "manyi",
  products: [
    .executable(name: "manyi", targets: ["manyi"]),
    .library(name: "SurveyImport", targets: ["SurveyData", "SurveyImport"]),
    .library(name: "SurveyStatistics", targets: ["SurveyStatistics"]),
    .library(name: "SurveyCharts", targets: ["SurveyCharts"]),
    .library(name: "SurveyTables", targets: ["SurveyTables"]),
    .library(name: "SurveyReport", targets: ["SurveyReport"]),
    .library(name: "SurveyStudy", targets: ["SurveyStudy"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: - Foundations
    library("Diagnostics"),
    library("Settings", ["Diagnostics", "Yams"]),
    library("SurveyData", ["Diagnostics"]),
    library("Hashing", ["CHash"]),
    library("CellText"),

    // MARK: - Part 1: import
    library(
      "SurveyImport",
      [
        "Diagnostics", "Settings", "SurveyData", "Hashing", "CellText",
        "CReadStat",
        "CZlib", "CZstd", "CExpat", "CMemory", "CTextScan",
      ]),

    // MARK: - Part 2: statistics
    library("LinearAlgebra", ["CLAPACK", "COneThread"]),
    library("LinearPrograms", ["CClp"]),
    library("Probability", ["CBoostMath"]),
    library(
      "SurveyStatistics",
      [
        "Diagnostics", "SurveyData", "LinearAlgebra", "LinearPrograms",
        "Probability",
      ]),

    // MARK: - Part 3: report
    library("SVG"),
    library("SurveyCharts", ["SVG"]),
    library("Spreadsheets", ["CellText", "CXlsxWriter", "CZlib"]),
    library("SurveyTables", ["SVG", "CellText", "Spreadsheets"]),
    library(
      "SurveyReport",
      [
        "Diagnostics", "SurveyData", "SurveyCharts", "SurveyTables", "SVG",
        "Spreadsheets",
        "Hashing", "CellText", "Probability",
      ]),

    // MARK: - Study and command
    library(
      "SurveyStudy",
      [
        "Diagnostics", "Settings", "SurveyData", "SurveyImport",
        "SurveyStatistics", "SurveyReport", "Spreadsheets", "Hashing",
        "CellText",
        "CFileSystem", "CTemplates",
      ]),
    .executableTarget(
      name: "manyi",
      dependencies: [
        "Diagnostics", "SurveyData", "SurveyReport", "SurveyStudy",
        "SurveyTables", "SVG",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: - C libraries
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "lapacke",
      providers: [
        .apt(["libopenblas-dev", "liblapack-dev", "liblapacke-dev"])
      ]),
    .target(name: "CBoostMath"),
    .target(name: "CFileSystem"),
    .target(name: "COneThread"),
    .target(name: "CTemplates"),
    .target(name: "CTextScan"),
    .systemLibrary(
      name: "CHash", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CClp", providers: [.apt(["coinor-libclp-dev"])]),
    .systemLibrary(
      name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMemory"),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"])]),

    // MARK: - Tests
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    tests("Diagnostics"),
    tests("Settings"),
    tests("SurveyData"),
    tests("CellText"),
    tests("SurveyImport", ["Hashing", "CTextScan"]),
    tests("LinearAlgebra"),
    tests("LinearPrograms"),
    tests("Probability"),
    tests("SurveyStatistics", ["SurveyData"]),
    tests("SVG"),
    tests("Spreadsheets"),
    tests("SurveyCharts"),
    tests("SurveyTables"),
    tests("SurveyReport"),
    tests("SurveyStudy"),
    .testTarget(
      name: "manyiTests", dependencies: ["manyi", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
