import Diagnostics
import Settings
import SurveyStatistics

/// Means of variables: `variables`, `missing`, `design-effect`,
/// `interval-quantile`.
public struct MeanMethod: GroupedMethod {
  /// `mean`.
  public static let kind = MeanAnalysis.kind
  /// What it does.
  public static let summary = "weighted means with standard errors"
  /// An example.
  public static let example =
    "--set variables=api00,enroll --set design.strata=stype"
    + " --set design.weights=pw --set design.fpc=fpc"

  let keys: VariableKeys

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    guard let keys = VariableKeys(settings) else { return nil }
    self.keys = keys
  }
}

extension MeanMethod: VariableMethod {
  func analysis(_ groupings: [[String]]) -> MeanAnalysis {
    MeanAnalysis(
      variables: keys.names, by: groupings, missing: keys.missing,
      designEffect: keys.designEffect,
      intervalQuantile: keys.intervalQuantile)
  }
}
