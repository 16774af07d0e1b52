import Diagnostics
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Correlations of variables in the population, overall and by groups, with
/// standard errors, intervals and tests of no correlation.
///
/// r = s(j,k)/√(s(j,j)·s(k,k)), its standard error that of the linearisation
/// under the design. Rows with a value of all variables count. The test is
/// t = r/se(r) with the degrees of freedom of the design.
///
/// Edge cases:
///
/// - Where one of the variables is constant there is no value.
/// - At -1 and 1 there is no interval on Fisher's scale.
///
/// Checked against R survey 4.1-1 (`svyvar`) and the delta method in
/// `Tests/References/estimates`.
public struct CorrelationAnalysis: Analysis {
  /// `correlation`.
  public static let kind = "correlation"

  /// How the interval of a correlation is made.
  public enum CorrelationInterval: String, Sendable, CaseIterable, Hashable {
    /// On Fisher's scale: artanh r ± t·se/(1 − r²), carried back.
    case fisher
    /// r ± t·se.
    case wald

    var convention: Convention {
      Convention(
        "interval", rawValue,
        self == .fisher
          ? LocalizedText(
            zh: "相关系数的置信区间：Fisher z 变换，t 分位数按设计自由度。",
            en: "Intervals of correlations: Fisher's scale, t quantile with"
              + " the design's degrees of freedom.")
          : LocalizedText(
            zh: "相关系数的置信区间：r ± t·se，t 分位数按设计自由度。",
            en: "Intervals of correlations: r ± t·se with the design's degrees"
              + " of freedom."))
    }
  }

  /// The variables.
  public var variables: [String]
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// How intervals are made.
  public var interval: CorrelationInterval

  /// Creates the analysis.
  public init(
    variables: [String], by: [[String]] = [],
    interval: CorrelationInterval = .fisher
  ) {
    self.variables = variables
    self.by = by
    self.interval = interval
  }

  /// Refuses columns that do not exist or hold text, and less than two.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try MomentColumns(variables, data, kind: Self.kind)
    if variables.count < 2 {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "a correlation needs two variables",
        zh: "相关分析需要两个变量", help: "name another column")
    }
  }

  /// Computes the correlations.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    let columns = try MomentColumns(variables, data, kind: Self.kind)
    let pairs = columns.pairs.filter { $0.0 != $0.1 }
    let groupings = try Grouping.all(by, data: data)
    var estimates: [Estimate] = []
    var rows: [StatisticsTable.Row] = []
    for grouping in groupings {
      var lists = [[Estimate]](repeating: [], count: pairs.count)
      for cell in 0..<grouping.cellCount {
        let base = columns.statistics(grouping, cell, data)
        // Pair by pair, so that a constant variable empties its own only.
        for (index, pair) in pairs.enumerated() {
          let found = data.design.estimate(correlation(pair, base))
          var estimate = columns.estimate(
            pair, "correlation", .coefficient, found, 0, base,
            grouping.terms[cell], data)
          estimate.interval = limits(estimate)
          lists[index].append(estimate)
        }
      }
      for (list, pair) in zip(lists, pairs) {
        estimates += list
        rows += list.map { row($0, pair, data) }
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [interval.convention, MissingValues.listwise.convention]
        + data.design.conventions,
      formula: "r = s(x, y) / (s(x)·s(y))",
      details: .tables([table(rows)], finding: nil),
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private func correlation(
    _ pair: (Int, Int), _ base: PopulationCovariances
  ) -> ComposedStatistics<PopulationCovariances> {
    let two = PopulationCovariances(
      pair: (base.columns[pair.0], base.columns[pair.1]), of: base)
    return ComposedStatistics(
      base: two,
      functions: [
        .quotient(
          .operand(1),
          .product(
            .function(.sqrt, .operand(0)), .function(.sqrt, .operand(2))))
      ])
  }

  private func limits(_ estimate: Estimate) -> Interval? {
    guard var found = estimate.interval, interval == .fisher,
      let value = estimate.value
    else { return estimate.interval }
    guard abs(value) < 1 else { return nil }
    let centre = atanh(value)
    let half = (found.upper - value) / (1 - value * value)
    found.lower = tanh(centre - half)
    found.upper = tanh(centre + half)
    found.method = "fisher"
    return found
  }

  private func row(
    _ estimate: Estimate, _ pair: (Int, Int), _ data: AnalysisData
  ) -> StatisticsTable.Row {
    let label =
      estimate.label
      ?? LocalizedText(zh: estimate.variable, en: estimate.variable)
    let number = estimate.value.map {
      TestedNumber(
        value: $0, standardError: estimate.standardError,
        degreesOfFreedom: estimate.degreesOfFreedom ?? 0)
    }
    return StatisticsTable.Row(
      estimate.variable, label,
      section: estimate.group.isEmpty ? nil : estimate.group.tableLabel,
      [
        StatisticsTable.Cell(estimate.value, interval: estimate.interval),
        StatisticsTable.Cell(number?.statistic),
        StatisticsTable.Cell(number?.degreesOfFreedom),
        StatisticsTable.Cell(number?.probability()),
      ])
  }

  private func table(_ rows: [StatisticsTable.Row]) -> StatisticsTable {
    var estimate = TestColumns.estimate("相关系数", "correlation")
    estimate.format = .coefficient
    return StatisticsTable(
      "tests",
      title: LocalizedText(zh: "无相关的检验", en: "Tests of no correlation"),
      stub: LocalizedText(zh: "变量", en: "Variables"),
      columns: [
        estimate, TestColumns.statistic, TestColumns.degrees,
        TestColumns.probability,
      ], rows: rows, figure: .dots(column: "estimate", reference: 0))
  }
}

extension PopulationCovariances {
  /// The moments of two columns over the same rows.
  init(pair: ([Double], [Double]), of other: PopulationCovariances) {
    self.init(
      columns: [pair.0, pair.1], isUsed: other.isUsed,
      weights: other.isUsed.map { $0 ? 1 : 0 })
  }
}
