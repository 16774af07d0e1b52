import Diagnostics
import SurveyData

/// Totals of variables in the population, overall and by groups.
public struct TotalAnalysis: Analysis {
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

  /// Creates the analysis.
  public init(
    variables: [String], by: [[String]] = [],
    missing: MissingValues = .perVariable,
    designEffect: DesignEffectReference = .withoutReplacement
  ) {
    self.variables = variables
    self.by = by
    self.missing = missing
    self.designEffect = designEffect
  }

  /// Computes the totals.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
