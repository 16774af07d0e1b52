import Diagnostics
import SurveyData

/// Totals of variables in the population, overall and by groups.
///
/// The total is Σwy over the rows with a value; rows without one count as
/// nothing, so that missing answers make it smaller.
///
/// Edge cases:
///
/// - Without a row, or with weights of 0 only, there is no value.
/// - With one first-stage cluster in the only stratum of a group there is no
///   interval.
///
/// Checked against R survey 4.1-1 (`svytotal`, `svyby`) in
/// `Tests/References/survey`.
public struct TotalAnalysis: Analysis, VariableAnalysis {
  /// `total`.
  public static let kind = "total"

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

  /// Computes the totals.
  ///
  /// - Throws: A diagnostic when a column does not exist or holds text.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let estimator = LinearEstimator(data: data)
    return try outcome(
      data,
      Quantity(statistic: "total", unit: .total, formula: "Ŷ = Σwy")
    ) { values, grouping in
      estimator.totals(of: values, in: grouping, reference: designEffect)
    }
  }
}
