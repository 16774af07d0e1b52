import Diagnostics
import SurveyData

/// Quantiles of variables, overall and by groups.
///
/// The quantile of p is where the cumulated weight reaches the share p; which
/// number that is between two values, `rule` says. Its interval comes from
/// that of the share F(q) at or below it, carried back through the
/// distribution (Woodruff 1952, J. Am. Stat. Assoc. 47), and its standard
/// error is the width of the interval by 2t.
///
/// Edge cases:
///
/// - Without a row, or with weights of 0 only, there is no value.
/// - Where the limits of the share leave the range from 0 to 1, or the
///   quantile is the largest value, there is neither interval nor standard
///   error.
/// - Below the first step of the cumulated weights the quantile is the
///   smallest value, where R survey 4.1-1 returns the second.
///
/// Checked against R survey 4.1-1 (`svyquantile` with all rules but
/// `shahvaish` and all intervals, `oldsvyquantile`, `svyby`) in
/// `Tests/References/survey`.
public struct QuantileAnalysis: Analysis {
  /// `quantile`.
  public static let kind = "quantile"

  /// The variables.
  public var variables: [String]
  /// The shares p, each from 0 to 1.
  public var probabilities: [Double]
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// Which number is the quantile between two values.
  public var rule: QuantileRule
  /// How intervals are made.
  public var interval: QuantileInterval
  /// Which rows are used.
  public var missing: MissingValues

  /// Creates the analysis.
  public init(
    variables: [String], probabilities: [Double] = [0.5],
    by: [[String]] = [], rule: QuantileRule = .math,
    interval: QuantileInterval = .mean, missing: MissingValues = .perVariable
  ) {
    self.variables = variables
    self.probabilities = probabilities
    self.by = by
    self.rule = rule
    self.interval = interval
    self.missing = missing
  }

  /// Refuses columns that do not exist or hold text, and intervals that the
  /// design cannot give.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    try data.requireNames(variables, kind: Self.kind)
    for name in variables { _ = try data.numbers(name) }
    if interval == .replicates, data.design.replicates == nil {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "the interval 'replicates' needs replicate weights, and the design has"
          + " none",
        zh: "区间“replicates”需要复制权重，而抽样设计没有", help: "choose the interval 'mean'")
    }
    for p in probabilities where !(p >= 0 && p <= 1) {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "a quantile belongs to a share from 0 to 1, not to \(plainText(p))",
        zh: "分位数须对应0至1之间的比例，不能为\(plainText(p))",
        help: "write 0.25 or 25%")
    }
  }

  /// Computes the quantiles.
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
    var estimates: [Estimate] = []
    for grouping in groupings {
      for (name, values) in zip(variables, columns) {
        let estimator = QuantileEstimator(
          values, in: grouping, data: data, rule: rule, interval: interval)
        for p in probabilities {
          estimates += estimator.quantiles(p).enumerated().map { cell, found in
            estimate(found, name, p, grouping.terms[cell], data)
          }
        }
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [rule.convention, interval.convention, missing.convention]
        + data.design.conventions,
      formula: "q = F⁻¹(p), F(x) = Σw·[y ≤ x] / Σw",
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private func estimate(
    _ found: QuantileEstimator.Found, _ name: String, _ p: Double,
    _ group: [GroupTerm], _ data: AnalysisData
  ) -> Estimate {
    var share = found.share
    share.standardError = found.standardError
    return Estimate(
      variable: name, label: data.table[name]?.variable?.label, group: group,
      statistic: statisticName(p), unit: .value,
      value: found.value, standardError: found.standardError,
      interval: found.interval,
      degreesOfFreedom: Double(max(0, share.degreesOfFreedom)),
      base: share.base, weightedBase: share.weightedBase,
      effectiveBase: share.effectiveBase > 0 ? share.effectiveBase : nil,
      remarks: share.remarks + share.missingErrorRemark)
  }

  /// `median`, `p25`; the percentage without the dust of the product.
  private func statisticName(_ p: Double) -> String {
    p == 0.5 ? "median" : "p\(plainText((p * 1e12).rounded() / 1e10))"
  }
}
