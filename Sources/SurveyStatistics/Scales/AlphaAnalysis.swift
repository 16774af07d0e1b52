import Diagnostics
import SurveyData

/// Cronbach's alpha and item statistics of scales.
public struct AlphaAnalysis: Analysis {
  /// `alpha`.
  public static let kind = "alpha"

  /// Which rows are used.
  public enum MissingItems: String, Sendable, CaseIterable, Hashable {
    /// Only respondents who answered every item of the scale.
    case listwise
    /// Each covariance uses the respondents who answered both items, as
    /// `psych::alpha` does.
    case pairwise
  }

  /// The scales.
  public var scales: [NamedScale]
  /// The items whose codes run the other way; beside them the items that the
  /// codebook marks as reversed.
  public var reversed: [String]
  /// Which rows are used.
  public var missing: MissingItems

  /// Creates the analysis.
  public init(
    scales: [NamedScale], reversed: [String] = [],
    missing: MissingItems = .listwise
  ) {
    self.scales = scales
    self.reversed = reversed
    self.missing = missing
  }

  /// Creates the analysis of one scale.
  public init(
    items: [String], reversed: [String] = [], missing: MissingItems = .listwise
  ) {
    self.init(
      scales: [NamedScale("alpha", items: items)], reversed: reversed,
      missing: missing)
  }

  /// Computes the reliabilities.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
