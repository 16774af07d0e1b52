import Foundation
import SurveyData
import TestSupport

@testable import SurveyStatistics

/// Samples and expected numbers of the tests of regressions.
enum RegressionReference {
  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let clustered = DesignSpecification(
    clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
  static let twoStage = DesignSpecification(
    clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"])

  static func data(
    _ name: String, _ design: DesignSpecification,
    adding columns: (Table) -> [Column] = { _ in [] },
    domain: (Table) -> [Bool]? = { _ in nil }
  ) throws -> AnalysisData {
    let source = try referenceTable("survey/data/\(name).csv")
    let table = makeTable(source.columns + columns(source), name: name)
    return AnalysisData(
      table: table, domain: domain(table),
      design: try SurveyDesign(design, table: table))
  }

  static func strat() throws -> AnalysisData {
    try data("apistrat", stratified)
  }

  /// The numbers of `Tests/References/regression/expected.json`.
  static func values(_ id: String) throws -> [String: Double] {
    try referenceObject("regression/expected.json", id)
      .compactMapValues { ($0 as? NSNumber)?.doubleValue }
  }
}

extension AnalysisOutcome {
  /// The table called `name`.
  func table(_ name: String) -> StatisticsTable? {
    guard case .tables(let tables, _) = details else { return nil }
    return tables.first { $0.name == name }
  }

  func number(_ table: String, _ row: String, _ column: String) -> Double {
    self.table(table)?[row, column]?.value ?? .nan
  }

  /// The largest relative difference of coefficients and standard errors
  /// from those called `name|Estimate` or `est.name`.
  func difference(_ expected: [String: Double], _ names: [String: String] = [:])
    -> (largest: Double, compared: Int)
  {
    let kinds: [(before: String, after: String, column: String)] = [
      ("", "|Estimate", "estimate"), ("", "|Std. Error", "se"),
      ("", "|t value", "t"), ("", "|Pr(>|t|)", "p"), ("est.", "", "estimate"),
      ("se.", "", "se"),
    ]
    var largest = 0.0
    var compared = 0
    for (key, wanted) in expected {
      for kind in kinds {
        guard key.hasPrefix(kind.before), key.hasSuffix(kind.after),
          !(kind.before.isEmpty && kind.after.isEmpty)
        else { continue }
        let inner = key.dropFirst(kind.before.count)
          .dropLast(kind.after.count)
        let name = names[String(inner)] ?? String(inner)
        let found = number("coefficients", name, kind.column)
        let distance = abs(found - wanted) / abs(wanted)
        largest = distance.isNaN ? .infinity : max(largest, distance)
        compared += 1
        break
      }
    }
    return (largest, compared)
  }
}
