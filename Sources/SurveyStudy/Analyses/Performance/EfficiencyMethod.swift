import Diagnostics
import Settings
import SurveyStatistics

/// Efficiency of units: `unit`, `inputs`, `outputs`, `model`, `orientation`,
/// `returns`, `bootstrap`.
public struct EfficiencyMethod: AnalysisMethod {
  /// `efficiency`.
  public static let kind = EfficiencyAnalysis.kind
  /// What it does.
  public static let summary = "efficiency of units by data envelopment"
  /// An example.
  public static let example =
    "--set unit=station --set inputs=staff,budget --set outputs=cases,rating"
    + " --set model=bcc"

  let unit: ColumnReference?
  let inputs: [ColumnReference]
  let outputs: [ColumnReference]
  let options: EfficiencyOptions

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    for key in ["by", "design"] where settings.has(key) {
      settings.reportWrong(key, "the kind 'efficiency' takes no '\(key)'")
    }
    unit = settings.column("unit")
    inputs = settings.requiredColumns("inputs") ?? []
    outputs = settings.requiredColumns("outputs") ?? []
    let model: EfficiencyOptions.Model = settings.choice("model") ?? .ccr
    let orientation: EfficiencyOptions.Orientation? =
      settings.choice("orientation")
    let returns: EfficiencyOptions.Returns? = settings.choice("returns")
    switch model {
    case .ccr where returns != nil && returns != .constant:
      settings.reportWrong(
        "returns", "the model 'ccr' has constant returns",
        help: "choose 'model: bcc' for variable returns, or 'model: radial'")
    case .bcc where returns != nil && returns != .variable:
      settings.reportWrong(
        "returns", "the model 'bcc' has variable returns",
        help: "choose 'model: ccr' for constant returns, or 'model: radial'")
    default: break
    }
    if model != .sbm, orientation == .both {
      settings.reportWrong(
        "orientation", "only the model 'sbm' has the orientation 'both'",
        help: "choose one of: input, output")
    }
    options = EfficiencyOptions(
      model: model,
      orientation: orientation ?? (model == .sbm ? .both : .input),
      returns: returns ?? (model == .bcc ? .variable : .constant),
      bootstrap: settings.efficiencyBootstrap("bootstrap", model: model))
    if inputs.isEmpty || outputs.isEmpty { return nil }
  }

  /// The columns.
  public var columns: [ColumnUse] {
    ([unit].compactMap { $0 } + inputs + outputs).map { ColumnUse($0) }
  }

  /// The seed of the draws.
  public var seed: UInt64? { options.bootstrap?.seed }

  /// Measures the units.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis.findings(on: inputs.requiredData())
  }

  private var analysis: EfficiencyAnalysis {
    EfficiencyAnalysis(
      unit: unit?.name, inputs: inputs.map(\.name),
      outputs: outputs.map(\.name), options: options)
  }
}

extension SettingsReader {
  /// `bootstrap: true`, or `{draws: 2000, seed: 25, bandwidth: 0.05}`.
  fileprivate func efficiencyBootstrap(
    _ key: String, model: EfficiencyOptions.Model
  ) -> EfficiencyOptions.Bootstrap? {
    guard let node = node(key) else { return nil }
    var options = EfficiencyOptions.Bootstrap()
    if let text = node.text {
      if text == "none" { return nil }
      guard boolean(key) == true else { return nil }
    } else {
      guard let reader = reader(key) else { return nil }
      options.draws =
        reader.integer("draws", in: 20...1_000_000) ?? options.draws
      if let seed = reader.integer("seed", in: 0...Int.max) {
        options.seed = UInt64(seed)
      }
      options.bandwidth = reader.number("bandwidth", in: 1e-6...1)
      reader.finish()
    }
    if model == .super || model == .sbm {
      reportWrong(
        key, "the model '\(model.rawValue)' has no bootstrap",
        help: "choose one of: ccr, bcc, radial")
      return nil
    }
    return options
  }
}
