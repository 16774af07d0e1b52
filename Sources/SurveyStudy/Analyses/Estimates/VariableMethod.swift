import Diagnostics
import Settings
import SurveyStatistics

/// What means and totals are told: `variables`, `missing`, `design-effect`,
/// `interval-quantile`.
struct VariableKeys: Sendable {
  let variables: [ColumnReference]
  let missing: MissingValues
  let designEffect: DesignEffectReference
  let intervalQuantile: IntervalQuantile

  /// Reads the keys; `nil` without a variable.
  init?(_ settings: SettingsReader) {
    variables = settings.requiredColumns("variables") ?? []
    missing = settings.choice("missing") ?? .perVariable
    designEffect = settings.choice("design-effect") ?? .automatic
    intervalQuantile = settings.choice("interval-quantile") ?? .student
    if variables.isEmpty { return nil }
  }

  /// The names of the variables.
  var names: [String] { variables.map(\.name) }
}

/// A method that gives one number for each of several variables, from all
/// rows at once or batch by batch.
protocol VariableMethod: BatchMethod {
  associatedtype Estimates: BatchAnalysis, CheckedAnalysis
  var keys: VariableKeys { get }
  func analysis(_ groupings: [[String]]) -> Estimates
}

extension VariableMethod {
  /// The variables.
  public var columns: [ColumnUse] { keys.variables.map { ColumnUse($0) } }

  /// Computes the numbers.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  /// The sums can be taken batch by batch.
  func batchAnalysis(groupings: [[String]]) -> any BatchAnalysis {
    analysis(groupings)
  }
}
