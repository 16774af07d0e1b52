import Diagnostics
import SurveyData

/// The ratio of two totals, overall and by groups.
///
/// R = Σwy/Σwx over the rows with both values, linearised with
/// w(y − R·x)/Σwx.
///
/// With a known total X of the denominator the total of the numerator is
/// predicted as R·X; with known totals Xₕ in groups, usually the strata, as
/// Σ Rₕ·Xₕ (the separate ratio estimator).
///
/// Edge cases:
///
/// - Without a row, or where Σwx is 0, there is no value.
///
/// Checked against R survey 4.1-1 (`svyratio` and its `predict`) in `Tests/References/survey`.
public struct RatioAnalysis: Analysis {
  /// `ratio`.
  public static let kind = "ratio"

  /// The variable above the line.
  public var numerator: String
  /// The variable below the line.
  public var denominator: String
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// What is predicted from the ratio, if anything; of all rows.
  public var prediction: Prediction?

  /// Creates the analysis.
  public init(
    numerator: String, denominator: String, by: [[String]] = [],
    prediction: Prediction? = nil
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.by = by
    self.prediction = prediction
  }

  /// Computes the ratios.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let above = try data.numbers(numerator)
    let below = try data.numbers(denominator)
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    let subject = subject(
      label(
        data.table[numerator]?.variable?.label,
        data.table[denominator]?.variable?.label))
    var estimates = groupings.flatMap { grouping in
      builder.estimates(
        subject, estimator.ratios(of: above, to: below, in: grouping),
        in: grouping)
    }
    if let prediction {
      estimates.insert(
        try predicted(prediction, above, below, data), at: 1)
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [Self.missingConvention] + data.design.conventions,
      formula: Self.formula,
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  /// The formula as it is printed.
  static let formula = "R = Σwy / Σwx"

  /// Which rows are used, as it is printed.
  static let missingConvention = Convention(
    "missing", "both",
    LocalizedText(
      zh: "缺失值：只使用分子和分母都有值的记录。",
      en: "Missing values: only rows with both values are used."))

  /// What the estimates are about.
  func subject(_ label: LocalizedText?) -> EstimateBuilder.Subject {
    EstimateBuilder.Subject(
      variable: "\(numerator)/\(denominator)", label: label,
      statistic: "ratio", unit: .value, interval: .unbounded)
  }

  /// The labels of both columns, where both have one.
  func label(
    _ above: LocalizedText?, _ below: LocalizedText?
  ) -> LocalizedText? {
    guard let above, let below else { return nil }
    return LocalizedText(
      zh: "\(above[.chinese]) / \(below[.chinese])",
      en: "\(above[.english]) / \(below[.english])")
  }
}
