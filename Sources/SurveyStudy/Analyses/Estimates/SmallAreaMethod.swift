import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Small areas: `area`; `estimate` and `se`, or `variable` and `value`;
/// `model`, `method`, `covariates`, `factors`, `areas`, `shares`, `bootstrap`.
public struct SmallAreaMethod: AnalysisMethod {
  /// `small-area`.
  public static let kind = SmallAreaAnalysis.kind
  /// What it does.
  public static let summary = "estimates for areas with few respondents"
  /// An example.
  public static let example =
    "--set area=district --set estimate=mean --set se=se"
    + " --set covariates=density"

  /// Which model is fitted.
  enum Model: String, CaseIterable {
    /// Fay and Herriot's.
    case area
    /// Battese, Harter and Fuller's.
    case unit
  }

  let area: ColumnReference
  let own: [ColumnReference]
  let covariates: [ColumnReference]
  let factors: [ColumnReference]
  let source: SmallAreaSource
  let method: FayHerriotMethod
  let areShares: Bool
  let bootstrap: SmallAreaBootstrap?
  let areas: (table: String, filter: RowExpression?, file: DataPlan?)?

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let area = settings.requiredColumn("area")
    let estimate = settings.column("estimate")
    let error = settings.column("se")
    let variable = settings.column("variable")
    let value = settings.string("value")
    let model: Model = settings.choice("model") ?? .area
    method = settings.choice("method") ?? .reml
    covariates = settings.columns("covariates") ?? []
    factors = settings.columns("factors") ?? []
    areShares = settings.boolean("shares") ?? false
    var drawn = SmallAreaBootstrap()
    let draws = settings.reader("bootstrap")
    if let draws {
      drawn.draws = draws.integer("draws", in: 2...100_000) ?? drawn.draws
      let seed = draws.integer("seed", in: 0...Int.max)
      drawn.seed = seed.map(UInt64.init) ?? drawn.seed
      draws.finish()
      if model != .unit {
        settings.reportWrong(
          "bootstrap", "'bootstrap' is for the unit model",
          help: "add 'model: unit', or leave it out")
        return nil
      }
    }
    bootstrap = draws == nil ? nil : drawn
    let reader = settings.reader("areas")
    let use = reader?.tableUse("areas", context: context)
    reader?.finish()
    areas = use.flatMap { use in
      use.table.map { (table: $0, filter: use.filter, file: use.file) }
    }
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'small-area' has no groups")
    }
    if let estimate, let error {
      source = .given(estimate: estimate.name, standardError: error.name)
      own = [estimate, error]
      if variable != nil || model == .unit || use != nil {
        settings.reportWrong(
          "estimate",
          "given estimates go with none of 'variable', 'areas' and"
            + " 'model: unit'")
        return nil
      }
    } else if let variable, estimate == nil, error == nil {
      own = [variable]
      if model == .unit, value != nil {
        settings.reportWrong(
          "value", "the unit model is for numbers, not for shares of a value")
        return nil
      }
      source =
        model == .unit
        ? .units(variable: variable.name)
        : .direct(variable: variable.name, value: value)
    } else {
      settings.reportMissing(
        estimate == nil && error == nil
          ? "variable" : estimate == nil ? "estimate" : "se",
        help: "name direct estimates with 'estimate' and 'se', or the"
          + " 'variable' of respondents")
      return nil
    }
    guard let area else { return nil }
    self.area = area
    if reader != nil, areas == nil { return nil }
  }

  /// The columns of the data and of the table of areas.
  public var columns: [ColumnUse] {
    var result = ([area] + own).map { ColumnUse($0) }
    let rest = covariates + factors
    guard let areas else { return result + rest.map { ColumnUse($0) } }
    result += ([area] + rest).map { ColumnUse($0, in: areas.table) }
    if case .units = source { result += covariates.map { ColumnUse($0) } }
    return result
  }

  /// The seed of the bootstrap.
  public var seed: UInt64? { bootstrap?.seed }

  /// The table of areas, when it is a file.
  public var files: [DataPlan] { [areas?.file].compactMap { $0 } }

  /// Estimates the areas.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(
    _ inputs: AnalysisInputs
  ) throws(Diagnostic) -> SmallAreaAnalysis {
    var table: Table?
    if let areas {
      guard let found = inputs.tables[areas.table] else {
        throw Diagnostic(
          .unknownName, at: area.place,
          "the table '\(areas.table)' could not be read")
      }
      table =
        try areas.filter.map { filter throws(Diagnostic) in
          found.keeping(try filter.rows(of: found))
        } ?? found
    }
    return SmallAreaAnalysis(
      area: area.name, source: source, covariates: covariates.map(\.name),
      factors: factors.map(\.name), method: method, areas: table,
      areShares: areShares, bootstrap: bootstrap)
  }
}
