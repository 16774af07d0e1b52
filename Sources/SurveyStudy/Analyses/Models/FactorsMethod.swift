import Diagnostics
import Settings
import SurveyStatistics

/// Components and common factors: `items`, `count`, `method`, `rotation`.
public struct FactorsMethod: AnalysisMethod {
  /// `factors`.
  public static let kind = FactorsAnalysis.kind
  /// What it does.
  public static let summary = "components and factors behind items"
  /// An example.
  public static let example =
    "--set items=A1,A2,A3,A4,A5 --set count=1 --set method=minimum-residuals"

  let items: [ColumnReference]
  let count: Int?
  let extraction: FactorsAnalysis.Extraction
  let rotation: FactorsAnalysis.Rotation

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    items = settings.requiredColumns("items") ?? []
    count = settings.integer("count")
    extraction = settings.choice("method") ?? .maximumLikelihood
    rotation = settings.choice("rotation") ?? .varimax
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'factors' has no groups")
    }
    if items.isEmpty { return nil }
  }

  /// The items.
  public var columns: [ColumnUse] { items.map { ColumnUse($0) } }

  /// Extracts the factors.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns and numbers that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  private var analysis: FactorsAnalysis {
    FactorsAnalysis(
      items: items.map(\.name), count: count, extraction: extraction,
      rotation: rotation)
  }
}
