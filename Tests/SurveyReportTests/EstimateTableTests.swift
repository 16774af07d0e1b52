import SVG
import SurveyData
import SurveyTables
import Testing

@testable import SurveyReport

/// Tables of estimates of several statistics print each number as what it is.
@Suite struct EstimateTableTests {
  private static func estimate(
    _ variable: String, _ label: String, category: String? = nil,
    _ statistic: String, _ unit: Estimate.Unit, _ value: Double,
    error: Double, method: String
  ) -> Estimate {
    Estimate(
      variable: variable, label: LocalizedText(label), category: category,
      statistic: statistic, unit: unit, value: value, standardError: error,
      interval: Interval(
        lower: value - 2 * error, upper: value + 2 * error, level: 0.95,
        method: method), base: 400, weightedBase: 400)
  }

  /// A ledger: a rate, a median of days, and differences of both.
  private static let estimates: [Estimate] = [
    estimate(
      "on-time", "Rate", "share", .share, 0.8, error: 0.05, method: "wilson"),
    estimate(
      "days", "Median days", "median", .value, 81, error: 5, method: "log-log"),
    estimate(
      "on-time", "In time", category: "raw", "difference", .net, -0.064,
      error: 0.18, method: "newcombe"),
    estimate(
      "days", "Days to reply", category: "raw", "difference", .value, -6,
      error: 9.9, method: "t"),
  ]

  private func table() throws -> TableModel {
    let result = AnalysisResult(
      id: "ledger", kind: "ledger", provenance: Sample.provenance,
      conventions: [], estimates: Self.estimates)
    let context = Context(.english, Sample.report())
    let tables = EstimateTables(
      result: result, cube: EstimateCube(result.estimates, context),
      context: context, name: "ledger"
    ).tables()
    return try #require(tables.first).model
  }

  private func leaves(_ rows: [RowNode]) -> [RowNode] {
    rows.flatMap { $0.children.isEmpty ? [$0] : leaves($0.children) }
  }

  /// −6 days were printed as −600.0 points with a standard error of 989 %.
  @Test func daysAreNoPercentagePoints() throws {
    let table = try table()
    let text = MarkdownTableWriter().text(of: table)
    #expect(text.contains("−6.4"))
    #expect(text.contains("18.00"))
    #expect(text.contains("−6.00"))
    #expect(!text.contains("600") && !text.contains("990"))
    #expect(!text.contains("989"))
  }

  /// A difference of means stood under the label of a median.
  @Test func labelsBelongToTheirStatistics() throws {
    let rows = try table().rows
    #expect(
      rows.map(\.label) == [
        "Share", "Median", "Difference (percentage points)", "Difference",
      ])
    #expect(rows[2].children.map(\.label) == ["In time"])
    #expect(rows[3].children.map(\.label) == ["Days to reply"])
  }

  @Test func nothingIsHeadedThatIsNotThere() throws {
    for row in leaves(try table().rows) {
      #expect(!row.cells.isEmpty && !row.label.isEmpty, "\(row.label)")
    }
  }

  @Test func everyMethodOfIntervalsIsNamed() throws {
    let notes = try table().notes.joined(separator: " ")
    #expect(notes.contains("In brackets, Share: 95% interval (Wilson)."))
    #expect(notes.contains("In brackets, Difference: 95% interval (t)."))
  }
}
