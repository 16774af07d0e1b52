import Diagnostics
import SurveyData

/// The distribution function of variables at given points, overall and by
/// groups.
///
/// F(x) = Σw·[y ≤ x]/Σw over the rows with a value, a share with the
/// intervals of shares.
///
/// Edge cases:
///
/// - Without a row, or with weights of 0 only, there is no value.
/// - At a share of 0 or 1 the interval is that of `ShareAnalysis`.
///
/// Checked against R survey 4.1-1 (`svycdf`) in `Tests/References/survey`.
public struct DistributionAnalysis: Analysis {
  /// `distribution`.
  public static let kind = "distribution"

  /// The variables.
  public var variables: [String]
  /// The points x.
  public var points: [Double]
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// How intervals are made.
  public var interval: ShareInterval
  /// Which rows are used.
  public var missing: MissingValues

  /// Creates the analysis.
  public init(
    variables: [String], points: [Double], by: [[String]] = [],
    interval: ShareInterval = .logit, missing: MissingValues = .perVariable
  ) {
    self.variables = variables
    self.points = points
    self.by = by
    self.interval = interval
    self.missing = missing
  }

  /// Refuses columns that do not exist or hold text.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(variables, kind: Self.kind)
    for name in variables { _ = try data.numbers(name) }
  }

  /// Computes the shares.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try check(on: data)
    var columns: [[Double]] = []
    for name in variables { columns.append(try data.numbers(name)) }
    columns = data.masked(columns, missing)
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    var estimates: [Estimate] = []
    for grouping in groupings {
      for (name, values) in zip(variables, columns) {
        for point in points.sorted() {
          let text = "≤ \(plainText(point))"
          let subject = EstimateBuilder.Subject(
            variable: name, label: data.table[name]?.variable?.label,
            category: text, categoryLabel: LocalizedText(zh: text, en: text),
            statistic: "cumulative-share", unit: .share,
            interval: .share(interval))
          let indicators = values.map { $0.isNaN ? .nan : $0 <= point ? 1 : 0 }
          estimates += builder.estimates(
            subject, estimator.means(of: indicators, in: grouping),
            in: grouping)
        }
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [interval.convention, missing.convention]
        + data.design.conventions,
      formula: "F(x) = Σw·[y ≤ x] / Σw",
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }
}
