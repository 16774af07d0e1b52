import Diagnostics
import SurveyData

/// The ratio of two totals, overall and by groups.
public struct RatioAnalysis: Analysis {
  /// `ratio`.
  public static let kind = "ratio"

  /// The variable above the line.
  public var numerator: String
  /// The variable below the line.
  public var denominator: String
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(numerator: String, denominator: String, by: [[String]] = []) {
    self.numerator = numerator
    self.denominator = denominator
    self.by = by
  }

  /// Computes the ratios.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
