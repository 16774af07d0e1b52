import Diagnostics
import Settings
import SurveyStatistics

/// Shares of values: `variables`, `values`, `interval`, `missing`,
/// `design-effect`, `show-missing`, `presentation`.
public struct ShareMethod: AnalysisMethod {
  /// `share`.
  public static let kind = ShareAnalysis.kind
  /// What it does.
  public static let summary = "the share of each value of a variable"
  /// An example.
  public static let example =
    "--set variables=stype --set interval=wilson --set by=awards"

  let variables: [ColumnReference]
  let values: [String]?
  let interval: ShareInterval
  let missing: MissingValues
  let designEffect: DesignEffectReference
  let showsMissing: Bool
  let presentation: PresentationStandard

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    values = settings.strings("values")
    interval = settings.shareInterval("interval") ?? .logit
    missing = settings.choice("missing") ?? .perVariable
    designEffect = settings.choice("design-effect") ?? .automatic
    showsMissing = settings.boolean("show-missing") ?? false
    presentation = settings.choice("presentation") ?? .none
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the shares.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> ShareAnalysis {
    ShareAnalysis(
      variables: variables.map(\.name), values: values, by: inputs.groupings,
      interval: interval, missing: missing, designEffect: designEffect,
      missingAnswers: showsMissing ? .shown : .excluded,
      presentation: presentation)
  }
}

extension SettingsReader {
  /// The way to make intervals of shares at `key`.
  func shareInterval(_ key: String) -> ShareInterval? {
    if let name = string(key), let interval = ShareInterval(name: name) {
      return interval
    }
    return choice(key)
  }
}
