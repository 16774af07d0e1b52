import Diagnostics
import Settings
import SurveyStatistics

/// Confirmatory factor analysis: `scales`.
public struct ConfirmatoryMethod: AnalysisMethod {
  /// `confirmatory`.
  public static let kind = ConfirmatoryAnalysis.kind
  /// What it does.
  public static let summary = "whether items fit the scales they are meant for"
  /// An example.
  public static let example =
    "--set scales.visual=x1,x2,x3 --set scales.textual=x4,x5,x6"

  let scales: [ScalePlan]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    scales = settings.scales("scales")
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'confirmatory' has no groups")
    }
    if scales.isEmpty {
      settings.reportMissing("scales", help: "name groups of items in 'scales'")
      return nil
    }
  }

  /// The items.
  public var columns: [ColumnUse] {
    scales.flatMap(\.items).map { ColumnUse($0) }
  }

  /// Fits the model.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns and scales that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  private var analysis: ConfirmatoryAnalysis {
    ConfirmatoryAnalysis(scales: scales.map(\.scale))
  }
}
