import Diagnostics
import SurveyData

/// Means of variables, overall and by groups.
///
/// The mean is Σwy/Σw over the rows with a value, its variance that of the
/// linearised values w(y − ȳ)/Σw under the design. A group is a domain: the
/// clusters without rows of it count in the variance.
///
/// Edge cases:
///
/// - Without a row, or with weights of 0 only, there is no value.
/// - With one first-stage cluster in the only stratum of a group there is a
///   value and neither standard error nor interval.
///
/// Checked against R survey 4.1-1 (`svymean`, `svyby`) in
/// `Tests/References/survey`.
public struct MeanAnalysis: Analysis {
  /// `mean`.
  public static let kind = "mean"

  /// The variables.
  public var variables: [String]
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// Which rows are used.
  public var missing: MissingValues
  /// What design effects compare with.
  public var designEffect: DesignEffectReference
  /// Which quantile intervals use.
  public var intervalQuantile: IntervalQuantile

  /// Creates the analysis.
  public init(
    variables: [String], by: [[String]] = [],
    missing: MissingValues = .perVariable,
    designEffect: DesignEffectReference = .automatic,
    intervalQuantile: IntervalQuantile = .student
  ) {
    self.variables = variables
    self.by = by
    self.missing = missing
    self.designEffect = designEffect
    self.intervalQuantile = intervalQuantile
  }

  /// Computes the means; for each grouping the groups of the first variable
  /// come first.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let estimator = LinearEstimator(data: data)
    return try outcome(
      data,
      Quantity(
        statistic: "mean", unit: .value, formula: "ȳ = Σwy / Σw")
    ) { values, grouping in
      estimator.means(of: values, in: grouping, reference: designEffect)
    }
  }
}

/// What `MeanAnalysis` and `TotalAnalysis` differ in, beside the estimator.
struct Quantity {
  var statistic: String
  var unit: Estimate.Unit
  var formula: String
}

/// An analysis that estimates one number for each of several variables.
protocol VariableAnalysis: Analysis {
  var variables: [String] { get }
  var by: [[String]] { get }
  var missing: MissingValues { get }
  var designEffect: DesignEffectReference { get }
  var intervalQuantile: IntervalQuantile { get }
}

extension MeanAnalysis: VariableAnalysis {}

extension VariableAnalysis {
  /// Estimates every variable in every grouping.
  func outcome(
    _ data: AnalysisData, _ quantity: Quantity,
    estimate: ([Double], Grouping) -> [LinearEstimate]
  ) throws(Diagnostic) -> AnalysisOutcome {
    try data.requireNames(variables, kind: Self.kind)
    var columns: [[Double]] = []
    for name in variables { columns.append(try data.numbers(name)) }
    columns = data.masked(columns, missing)
    let groupings = try Grouping.all(by, data: data)
    let builder = EstimateBuilder(level: data.level)
    var estimates: [Estimate] = []
    for grouping in groupings {
      for (name, values) in zip(variables, columns) {
        let subject = EstimateBuilder.Subject(
          variable: name, label: data.table[name]?.variable?.label,
          statistic: quantity.statistic, unit: quantity.unit,
          interval: intervalQuantile == .normal ? .normal : .unbounded)
        estimates += builder.estimates(
          subject, estimate(values, grouping), in: grouping)
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [missing.convention, designEffect.convention]
        + [intervalQuantile.convention].compactMap { $0 }
        + data.design.conventions,
      formula: quantity.formula,
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }
}
