import Diagnostics
import Settings
import SurveyStatistics

/// Loglinear models: `variables`, `interactions`, `against`.
public struct LoglinearMethod: AnalysisMethod {
  /// `loglinear`.
  public static let kind = LoglinearAnalysis.kind
  /// What it does.
  public static let summary = "loglinear models of crossed variables, compared"
  /// An example.
  public static let example =
    "--set variables=stype,comp.imp,awards --set interactions=comp.imp*awards"

  let variables: [ColumnReference]
  let interactions: [[String]]
  let against: [[String]]?

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    interactions = settings.interactions("interactions") ?? []
    against = settings.interactions("against")
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Fits and compares the models.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func analysis(_ groupings: [[String]]) -> LoglinearAnalysis {
    LoglinearAnalysis(
      variables: variables.map(\.name), interactions: interactions,
      against: against, by: groupings)
  }
}

extension SettingsReader {
  /// Interactions at `key`, each written like `a*b`; `none` for no one.
  func interactions(_ key: String) -> [[String]]? {
    guard let texts = strings(key) else { return nil }
    if texts == ["none"] { return [] }
    return texts.map { text in
      text.split(separator: "*").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
  }
}
