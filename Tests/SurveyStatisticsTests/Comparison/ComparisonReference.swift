import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of `Tests/References/comparison/expected.json`, made by base R.
///
/// Empty where there are none, which no expectation takes.
func comparisonNumbers(_ name: String) -> [Double] {
  let url = Fixture.reference("comparison/expected.json")
  guard let data = try? Data(contentsOf: url),
    let value = try? JSONSerialization.jsonObject(with: data),
    let found = (value as? [String: Any])?[name] as? [Any]
  else { return [] }
  return found.map { ($0 as? NSNumber)?.doubleValue ?? .nan }
}

extension Analysis {
  /// The tables of the analysis run on a table.
  func tables(
    on table: Table, domain: [Bool]? = nil
  ) throws -> [StatisticsTable] {
    let outcome = try run(on: AnalysisData(table: table, domain: domain))
    guard case .tables(let tables, _) = outcome.details else { return [] }
    return tables
  }
}

extension [StatisticsTable] {
  /// The numbers of a column of a table.
  func numbers(_ table: String, _ column: String) -> [Double] {
    guard let table = first(where: { $0.name == table }),
      let position = table.columns.firstIndex(where: { $0.name == column })
    else { return [] }
    return table.rows.map { $0.cells[position].value ?? .nan }
  }

  /// The limits of the intervals of a column.
  func limits(_ table: String, _ column: String) -> [[Double]] {
    guard let table = first(where: { $0.name == table }),
      let position = table.columns.firstIndex(where: { $0.name == column })
    else { return [] }
    return table.rows.map { row in
      row.cells[position].interval.map { [$0.lower, $0.upper] } ?? []
    }
  }

  /// The English texts of a column.
  func texts(_ table: String, _ column: String) -> [String] {
    guard let table = first(where: { $0.name == table }),
      let position = table.columns.firstIndex(where: { $0.name == column })
    else { return [] }
    return table.rows.map { $0.cells[position].text?.english ?? "" }
  }
}

/// Whether rows of numbers agree.
func isClose(
  _ left: [[Double]], _ right: [[Double]], relative: Double
) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { isClose($0, $1, relative: relative) }
}
