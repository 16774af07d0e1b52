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
    /// Why a test has no result; `nil` where all have one.
    var fault: IndependenceFault?
    /// Whether empty cells asked for the shares under independence.
    var usesExpectedShares = false
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
        var part = Self.part(table, tests)
        part.row = grid.rows.takesSeveral ? row : nil
        part.column = grid.columns.takesSeveral ? column : nil
        parts.append(part)
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

  private static func part(
    _ table: Crosstab, _ tests: [IndependenceTest]
  ) -> Part {
    guard
      let pair = TwoWayTable(
        table.cells, rowCount: table.rows.levels.count,
        columnCount: table.columns.levels.count)
    else { return Part(results: tests.map { _ in nil }, fault: .oneValue) }
    let pearson = RaoScottTests(pair)
    let results = tests.map { test in
      switch test {
      case .wald: waldIndependence(pair, isAdjusted: false)
      case .adjustedWald: waldIndependence(pair, isAdjusted: true)
      default: pearson?.result(test)
      }
    }
    var part = Part(results: results, pearson: pair.pearson)
    part.usesExpectedShares = pearson?.usesExpectedShares ?? false
    if results.contains(where: { $0 == nil }) {
      part.fault =
        pair.degreesOfFreedom <= 0
        ? .noDegrees : pearson == nil ? .noVariance : .singular
    }
    return part
  }
}

/// Why a test of independence has no result.
enum IndependenceFault: Sendable {
  /// Fewer than two values of one side were given.
  case oneValue
  /// The design leaves no degree of freedom.
  case noDegrees
  /// The cells do not vary under the design, or how they do is not known.
  case noVariance
  /// The covariance of the cells cannot be inverted, as Wald's test asks.
  case singular

  /// The reason, in a part of a sentence.
  var words: LocalizedText {
    switch self {
    case .oneValue:
      LocalizedText(
        zh: "有一边只有一个取值有回答",
        en: "fewer than two values of one side were given")
    case .noDegrees:
      LocalizedText(
        zh: "抽样设计没有剩余自由度",
        en: "the design leaves no degree of freedom")
    case .noVariance:
      LocalizedText(
        zh: "抽样设计下各格的方差为零或无法估计",
        en: "the variance of the cells is 0 or not known under the design")
    case .singular:
      LocalizedText(
        zh: "空格子太多，或格子多于自由度，Wald 检验的协方差矩阵不可逆",
        en: "with so many empty cells, or more cells than degrees of freedom,"
          + " the covariance of Wald's test cannot be inverted")
    }
  }
}
