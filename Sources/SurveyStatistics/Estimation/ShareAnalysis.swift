import Diagnostics
import SurveyData

/// Shares of the values of variables, overall and by groups.
public struct ShareAnalysis: Analysis {
  /// `share`.
  public static let kind = "share"

  /// The variables.
  public var variables: [String]
  /// The values, as the file or a label of the codebook writes them; `nil`
  /// for every value.
  public var values: [String]?
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// How intervals are made.
  public var interval: ShareInterval
  /// Which rows are used.
  public var missing: MissingValues
  /// What design effects compare with.
  public var designEffect: DesignEffectReference

  /// Creates the analysis.
  public init(
    variables: [String], values: [String]? = nil, by: [[String]] = [],
    interval: ShareInterval = .logit, missing: MissingValues = .perVariable,
    designEffect: DesignEffectReference = .withoutReplacement
  ) {
    self.variables = variables
    self.values = values
    self.by = by
    self.interval = interval
    self.missing = missing
    self.designEffect = designEffect
  }

  /// Computes the shares.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
