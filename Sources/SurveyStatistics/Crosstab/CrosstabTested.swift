import SurveyData

/// What the tests said about two sides of a crosstab.
struct CrosstabTested: Sendable {
  /// The tests of one pair of exclusive variables.
  struct Part: Sendable {
    /// The options that the pair is about; `nil` for a side with one answer.
    var row: Int?
    var column: Int?
    var results: [IndependenceResult?]
    /// Pearson's statistic before any correction.
    var pearson: Double?
  }

  let grid: CrosstabGrid
  /// One part, or one for each option.
  let parts: [Part]
  /// For each test of all options together the smallest probability times the
  /// number of options that could be tested (Bilder and Loughin 2004), at
  /// most 1.
  let adjusted: [Double?]

  init(_ grid: CrosstabGrid, _ tests: [IndependenceTest]) {
    self.grid = grid
    var parts: [Part] = []
    for (row, tables) in grid.tested.enumerated() {
      for (column, table) in tables.enumerated() {
        let found = Self.results(table, tests)
        parts.append(
          Part(
            row: grid.rows.takesSeveral ? row : nil,
            column: grid.columns.takesSeveral ? column : nil,
            results: found.results, pearson: found.pearson))
      }
    }
    self.parts = parts
    adjusted = tests.indices.map { test in
      let found = parts.compactMap { $0.results[test]?.probability }
        .filter { !$0.isNaN }
      return found.min().map { min(1, $0 * Double(found.count)) }
    }
  }

  /// The probability that the first test has for the two sides.
  var probability: Double? {
    guard grid.takesSeveral else {
      return parts.first?.results.first?.flatMap {
        $0.probability.isNaN ? nil : $0.probability
      }
    }
    return adjusted.first ?? nil
  }

  private static func results(
    _ table: Crosstab, _ tests: [IndependenceTest]
  ) -> (results: [IndependenceResult?], pearson: Double?) {
    guard
      let pair = TwoWayTable(
        table.cells, rowCount: table.rows.levels.count,
        columnCount: table.columns.levels.count)
    else { return (tests.map { _ in nil }, nil) }
    let pearson = RaoScottTests(pair)
    let results = tests.map { test in
      switch test {
      case .wald: waldIndependence(pair, isAdjusted: false)
      case .adjustedWald: waldIndependence(pair, isAdjusted: true)
      default: pearson?.result(test)
      }
    }
    return (results, pearson?.pearson)
  }
}
