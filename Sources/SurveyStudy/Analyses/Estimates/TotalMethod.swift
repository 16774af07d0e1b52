import Diagnostics
import Settings
import SurveyStatistics

/// Totals of variables: `variables`, `missing`, `design-effect`,
/// `interval-quantile`.
public struct TotalMethod: GroupedMethod {
  /// `total`.
  public static let kind = TotalAnalysis.kind
  /// What it does.
  public static let summary = "population totals with standard errors"
  /// An example.
  public static let example =
    "--set variables=enroll --set design.strata=stype"
    + " --set design.weights=pw --set design.fpc=fpc"

  let keys: VariableKeys

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    guard let keys = VariableKeys(settings) else { return nil }
    self.keys = keys
  }
}

extension TotalMethod: VariableMethod {
  func analysis(_ groupings: [[String]]) -> TotalAnalysis {
    TotalAnalysis(
      variables: keys.names, by: groupings, missing: keys.missing,
      designEffect: keys.designEffect,
      intervalQuantile: keys.intervalQuantile)
  }
}
