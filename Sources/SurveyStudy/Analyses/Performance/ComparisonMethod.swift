import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Comparisons of units: `unit`; `numerator` and `denominator`, or `variable`
/// with or without `values`, or `estimate`, `se` and `base`; `peers`,
/// `adjust`, `better`, `shrinkage`, `between`, `reliability`, `funnel`,
/// `ranks`.
public struct ComparisonMethod: AnalysisMethod {
  /// `comparison`.
  public static let kind = ComparisonAnalysis.kind
  /// What it does.
  public static let summary = "fair comparison of units of unequal size"
  /// An example.
  public static let example =
    "--set unit=unit_id --set numerator=satisfied --set denominator=valid"

  let analysis: ComparisonAnalysis
  /// The columns that the keys name.
  public let columns: [ColumnUse]

  /// The seed of simulated sets of ranks.
  public var seed: UInt64? {
    switch analysis.options.ranks.method {
    case .stepDown, .singleStep: analysis.options.ranks.seed
    case .bonferroni, .holm, .klein: nil
    }
  }

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var uses: [ColumnUse] = []
    let unit = settings.requiredColumn("unit")
    if let unit { uses.append(ColumnUse(unit)) }
    if !context.groupings.isEmpty {
      settings.reportWrong(
        "by", "the kind 'comparison' has no groups",
        help: "name the units with 'unit', and groups of units with 'peers'")
    }
    let source = settings.comparisonSource(&uses)
    let peers = settings.peerGroups(&uses)
    let mix = settings.caseMix(&uses)
    var options = ComparisonOptions()
    if let better = settings.string("better") {
      switch better {
      case "higher": break
      case "lower": options.isHighBetter = false
      default:
        settings.reportWrong(
          "better", "'better' cannot be '\(better)'",
          help: "choose one of: higher, lower")
      }
    }
    options.shrinkage = settings.choice("shrinkage") ?? .automatic
    options.between = settings.choice("between") ?? .reml
    settings.readReliability(&options.reliability)
    if let reader = settings.reader("funnel") {
      options.funnel.target = reader.number("target")
      options.funnel.dispersion = reader.choice("dispersion") ?? .none
      reader.finish()
    }
    if let reader = settings.reader("ranks") {
      options.ranks.method = reader.choice("method") ?? .stepDown
      options.ranks.scale = reader.choice("scale") ?? .arcsine
      options.ranks.draws =
        reader.integer("draws", in: 100...200_000) ?? options.ranks.draws
      options.ranks.seed =
        reader.integer("seed", in: 0...Int.max).map { UInt64($0) } ?? 1
      if let name = reader.string("intervals") {
        if name == "goldstein-healy" {
          options.ranks.hasComparisonIntervals = true
        } else if name != "none" {
          reader.reportWrong(
            "intervals", "'intervals' cannot be '\(name)'",
            help: "choose one of: none, goldstein-healy")
        }
      }
      reader.finish()
    }
    columns = uses
    guard let unit, let source else { return nil }
    analysis = ComparisonAnalysis(
      unit: unit.name, source: source, peers: peers, caseMix: mix,
      options: options)
  }

  /// Compares the units.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns and options that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis.findings(on: inputs.requiredData())
  }
}

extension SettingsReader {
  fileprivate func comparisonSource(
    _ uses: inout [ColumnUse]
  ) -> ComparisonSource? {
    let numerator = column("numerator")
    let denominator = column("denominator")
    let variable = column("variable")
    let values = strings("values")
    let estimate = column("estimate")
    let error = column("se")
    let base = column("base")
    let named = [
      numerator, denominator, variable, estimate, error, base,
    ].compactMap { $0 }
    uses += named.map { ColumnUse($0) }
    let kinds = [
      numerator != nil || denominator != nil, variable != nil,
      estimate != nil || error != nil,
    ]
    if kinds.count(where: { $0 }) > 1 {
      reportWrong(
        variable != nil ? "variable" : "estimate",
        "units are compared by one thing only",
        help: "keep 'numerator' and 'denominator', or 'variable', or"
          + " 'estimate' and 'se'")
      return nil
    }
    if kinds[0] {
      guard let numerator, let denominator else {
        reportMissing(
          numerator == nil ? "numerator" : "denominator",
          help: "a rate needs both columns of counts")
        return nil
      }
      return .counts(
        numerator: numerator.name, denominator: denominator.name)
    }
    if let variable {
      return values.map { .answers(variable: variable.name, values: $0) }
        ?? .means(variable: variable.name)
    }
    if kinds[2] {
      guard let estimate, let error else {
        reportMissing(
          estimate == nil ? "estimate" : "se",
          help: "an estimate needs its standard error")
        return nil
      }
      return .given(
        estimate: estimate.name, standardError: error.name, base: base?.name)
    }
    reportMissing(
      "numerator",
      help: "name 'numerator' and 'denominator', or 'variable' (and 'values'),"
        + " or 'estimate' and 'se'")
    return nil
  }

  fileprivate func peerGroups(_ uses: inout [ColumnUse]) -> PeerGroups {
    guard let found = node("peers") else { return .all }
    if found.text != nil {
      guard let column = column("peers") else { return .all }
      uses.append(ColumnUse(column))
      return .column(column.name)
    }
    guard let reader = reader("peers") else { return .all }
    let sizes = reader.integer("sizes", in: 2...50)
    let cuts = reader.numbers("cuts")
    reader.finish()
    if sizes != nil, cuts != nil {
      reportWrong(
        "peers", "'sizes' and 'cuts' cannot both be there",
        help: "'sizes' is a number of classes, 'cuts' says where they begin")
    }
    if let sizes { return .sizes(sizes) }
    if let cuts { return .cuts(cuts) }
    reader.reportMissing(
      "sizes", help: "give a number of classes, or 'cuts' of the base")
    return .all
  }

  fileprivate func caseMix(_ uses: inout [ColumnUse]) -> CaseMix? {
    guard has("adjust"), let reader = reader("adjust") else { return nil }
    defer { reader.finish() }
    let terms = reader.columns("by") ?? []
    let factors = reader.columns("factors") ?? []
    uses += (terms + factors).map { ColumnUse($0) }
    let method: CaseMix.Method = reader.choice("method") ?? .indirect
    let limits: CaseMix.Limits = reader.choice("limits") ?? .poissonBinomial
    if terms.isEmpty {
      reader.reportMissing(
        "by", help: "name columns such as category and complexity")
      return nil
    }
    return CaseMix(
      terms: terms.map(\.name), factors: factors.map(\.name), method: method,
      limits: limits)
  }

  fileprivate func readReliability(
    _ rule: inout ComparisonOptions.Reliability
  ) {
    guard let reader = reader("reliability") else { return }
    rule.insufficient =
      reader.number("insufficient", in: 0...1) ?? rule.insufficient
    rule.marked =
      reader.number("marked", in: 0...1) ?? max(rule.marked, rule.insufficient)
    rule.minimum = reader.number("minimum", in: 0...1e12) ?? rule.minimum
    rule.isWithheld = reader.boolean("withhold") ?? rule.isWithheld
    if rule.marked < rule.insufficient {
      reader.reportWrong(
        "marked", "'marked' is not below 'insufficient'")
    }
    reader.finish()
  }
}
