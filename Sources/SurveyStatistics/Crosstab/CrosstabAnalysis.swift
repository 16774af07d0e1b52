import Diagnostics
import SurveyData

/// Two variables crossed: counts, shares with intervals, and tests of
/// independence, all under the design.
///
/// The share of a cell in its row, its column or the whole table is a ratio
/// of weighted totals, N̂ᵢⱼ/N̂.ⱼ for the share in a column, with the variance
/// of the linearised values (zᵢⱼ − r·z.ⱼ)/N̂.ⱼ, or that of replicates. All of
/// them come from one covariance of the cells' totals (`CellCovariance`).
///
/// Edge cases:
///
/// - A share of nothing is not available.
/// - The options of a question with several answers do not exclude each other:
///   shares are of cases, and each option is tested by itself, with the
///   smallest probability times the number of options for all of them (Bilder
///   and Loughin 2004). Options asked of different rows have bases of their
///   own, and margins count everybody who was asked one.
/// - Rows missing on either side are left out, unless they are shown; other
///   rows of the design stay in the variance.
/// - Without two rows and two columns with weight, or where the covariance is
///   not defined, there is no test.
/// - At a share of 0 or 1 the interval is Wilson's.
///
/// Checked against R survey 4.1-1 (`svychisq`, `svytable`, `svyby`) in
/// `Tests/References/survey` and `Tests/References/crosstab`.
public struct CrosstabAnalysis: Analysis {
  /// `crosstab`.
  public static let kind = "crosstab"

  /// The largest number of cells of a table.
  static let maximumCells = 2000

  /// What the shares of the table add up in.
  public enum Percent: String, Sendable, CaseIterable, Hashable {
    /// Shares in each column add up to 1.
    case column
    /// Shares in each row add up to 1.
    case row
    /// All shares add up to 1.
    case total

    /// What titles say of it; shares of the columns have their bases in the
    /// heads of the columns.
    var mark: (zh: String, en: String) {
      switch self {
      case .column: ("（列百分比）", ", column per cent")
      case .row: ("（行百分比）", ", row per cent")
      case .total: ("（总百分比）", ", per cent of all")
      }
    }

    /// What the margins of a table are.
    var marginNote: LocalizedText {
      switch self {
      case .column:
        LocalizedText(
          zh: "列百分比：每列以本列为100%。", en: "Each column is 100%.")
      case .row:
        LocalizedText(
          zh: "行百分比：每行以本行的n为100%；“全部”一行为各列在全部记录中的分布。",
          en: "Each row is 100%, with n as its base; the row of all is how"
            + " everybody is spread over the columns.")
      case .total:
        LocalizedText(
          zh: "总百分比：以全部记录为100%；合计列与“全部”一行为各行、各列的分布。",
          en: "Everybody is 100%; the total column and the row of all are how"
            + " the rows and the columns are spread.")
      }
    }

    /// The choice as it is printed beside the result.
    ///
    /// - Parameter takesSeveral: Whether a side has several answers a row, so
    ///   that shares add up to more than a whole.
    public func convention(takesSeveral: Bool) -> Convention {
      let sentence =
        switch (self, takesSeveral) {
        case (.column, false):
          LocalizedText(
            zh: "占比：列百分比，每列合计 100%。",
            en: "Shares: of the columns, which add up to 100% each.")
        case (.row, false):
          LocalizedText(
            zh: "占比：行百分比，每行合计 100%。",
            en: "Shares: of the rows, which add up to 100% each.")
        case (.total, false):
          LocalizedText(
            zh: "占比：总百分比，全表合计 100%。",
            en: "Shares: of the whole table, which adds up to 100%.")
        case (.column, true):
          LocalizedText(
            zh: "占比：列百分比，以每列的个案为基数；多选题合计可超过 100%。",
            en: "Shares: of the cases of each column; with several answers they"
              + " may add up to more than 100%.")
        case (.row, true):
          LocalizedText(
            zh: "占比：行百分比，以每行的个案为基数；多选题合计可超过 100%。",
            en: "Shares: of the cases of each row; with several answers they"
              + " may add up to more than 100%.")
        case (.total, true):
          LocalizedText(
            zh: "占比：总百分比，以全部个案为基数；多选题合计可超过 100%。",
            en: "Shares: of all cases; with several answers they may add up to"
              + " more than 100%.")
        }
      return Convention("percent", rawValue, sentence)
    }
  }

  /// The variables down the side, a table each.
  public var rows: [String]
  /// The variables along the top, beside each other.
  public var columns: [String]
  /// Columns of 0 and 1 that stand among them as one question.
  public var sets: [CrosstabSet]
  /// What the shares of the table add up in.
  public var percent: Percent
  /// The tests; the first one is told in words.
  public var tests: [IndependenceTest]
  /// Whether missing answers are a category of their own.
  public var showsMissing: Bool
  /// What weighted counts add up to, those of all groups together; `nil` for
  /// the sum of the weights.
  public var weightedTotal: Double?
  /// How intervals are made.
  public var interval: ShareInterval
  /// What design effects compare with.
  public var designEffect: DesignEffectReference
  /// The groups that have tables of their own, each one variable or several
  /// crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    rows: [String], columns: [String], percent: Percent = .column,
    tests: [IndependenceTest] = [.raoScottF], showsMissing: Bool = false,
    weightedTotal: Double? = nil, interval: ShareInterval = .logit,
    designEffect: DesignEffectReference = .automatic, by: [[String]] = [],
    sets: [CrosstabSet] = []
  ) {
    self.rows = rows
    self.columns = columns
    self.sets = sets
    self.percent = percent
    self.tests = tests
    self.showsMissing = showsMissing
    self.weightedTotal = weightedTotal
    self.interval = interval
    self.designEffect = designEffect
    self.by = by
  }

  /// Computes the tables.
  ///
  /// - Throws: A diagnostic when a column does not exist or cannot be
  ///   crossed, or there are too many groups.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let whole = weightedTotal == nil ? nil : try variables(data)
    return try GroupedTables(by, data: data).outcome(of: data) {
      part throws(Diagnostic) in
      try crossed(part, whole: whole, in: data)
    }
  }

  /// The tables of some rows; with a total for weighted counts, `whole` has
  /// the variables of all rows that add up to it.
  private func crossed(
    _ data: AnalysisData,
    whole: (above: [CrosstabSide], beside: [CrosstabSide])?,
    in all: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let (above, beside) = try variables(data)
    let layout = CrosstabLayout(analysis: self, data: data)
    var tables: [StatisticsTable] = []
    var tested: [CrosstabTested] = []
    var supplements: [StatisticsTable] = []
    for (position, rows) in above.enumerated() {
      let crossed = beside.map { CrosstabGrid(rows, $0, data) }
      let suffix = above.count > 1 ? "-\(position + 1)" : ""
      tables.append(layout.shares("crosstab" + suffix, crossed))
      let first = tested.count
      for (index, table) in crossed.enumerated() {
        tested.append(CrosstabTested(table, tests))
        let part = beside.count > 1 ? "\(suffix)-\(index + 1)" : suffix
        var scale = 1.0
        if let weightedTotal, let whole {
          let all = CrosstabGrid(
            whole.above[position], whole.beside[index], all)
          scale = weightedTotal / all.weight(nil, nil)
        }
        supplements.append(
          layout.cells("cells" + part, table, scale: scale))
      }
      // What the tests say, not which of two answers is given more often.
      tables[tables.count - 1].headline = layout.headline(
        Array(tested[first...]))
    }
    if !tests.isEmpty { tables.append(layout.tests(tested)) }
    let takesSeveral = (above + beside).contains(where: \.takesSeveral)
    return AnalysisOutcome(
      conventions: [percent.convention(takesSeveral: takesSeveral)]
        + tests.map(\.convention)
        + [missingConvention, interval.convention, designEffect.convention]
        + data.design.conventions,
      formula: "p = N̂ᵢⱼ / N̂.ⱼ,  X² = n·Σ (p − p̂)²/p̂",
      details: .tables(
        tables + supplements, finding: layout.finding(tested)))
  }

  /// Refuses columns that cannot be crossed.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try variables(data)
    _ = try GroupedTables(by, data: data)
  }

  private func variables(
    _ data: AnalysisData
  ) throws(Diagnostic) -> (
    above: [CrosstabSide], beside: [CrosstabSide]
  ) {
    try data.requireNames(rows, kind: Self.kind)
    try data.requireNames(columns, kind: Self.kind)
    for set in sets { try data.requireNames(set.columns, kind: Self.kind) }
    var above: [CrosstabSide] = []
    var beside: [CrosstabSide] = []
    for name in rows {
      above.append(
        try CrosstabSide(
          name, sets: sets, showsMissing: showsMissing, data: data))
    }
    for name in columns {
      beside.append(
        try CrosstabSide(
          name, sets: sets, showsMissing: showsMissing, data: data))
    }
    for row in above {
      for column in beside
      where row.levels.count * column.levels.count > Self.maximumCells {
        throw Diagnostic(
          .wrongOption, at: data.place(of: row.name),
          "'\(row.name)' and '\(column.name)' make"
            + " \(row.levels.count * column.levels.count) cells, and a"
            + " crosstab has up to \(Self.maximumCells)",
          zh:
            "“\(row.name)”与“\(column.name)”有\(row.levels.count * column.levels.count)格，交叉表最多\(Self.maximumCells)格",
          help: "group their values with a recipe")
      }
    }
    return (above, beside)
  }

  private var missingConvention: Convention {
    showsMissing
      ? Convention(
        "missing", "category",
        LocalizedText(
          zh: "缺失值：作为单独一类列出，并计入检验。",
          en: "Missing answers: a category of their own, also in the tests."))
      : Convention(
        "missing", "excluded",
        LocalizedText(
          zh: "缺失值：行变量或列变量缺失的记录不计入。",
          en: "Missing answers: rows missing on either side are left out."))
  }
}
