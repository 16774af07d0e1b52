import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Points of activities: `unit`, `rule`, `rules`, `recorded`, `day`, `terms`,
/// `caps`, `collected`, `resolved`, `stars`, `uncertainty`.
public struct PointsMethod: AnalysisMethod {
  /// `points`.
  public static let kind = PointsAnalysis.kind
  /// What it does.
  public static let summary = "points of activities by unit, with caps"
  /// An example.
  public static let example =
    "--set unit=station_id --set caps.month=40"

  let analysis: PointsAnalysis
  private let named: [ColumnReference]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    for key in ["by", "design"] where settings.has(key) {
      settings.reportWrong(key, "the kind 'points' takes no '\(key)'")
    }
    var named: [ColumnReference] = []
    func name(_ key: String, _ usual: String) -> String {
      guard let column = settings.column(key) else { return usual }
      named.append(column)
      return column.name
    }
    var options = settings.pointsOptions()
    options.unit = name("unit", options.unit)
    analysis = PointsAnalysis(
      options: options, collected: name("collected", "opinions_collected"),
      resolved: name("resolved", "opinions_resolved"),
      stars: settings.starThresholds("stars"),
      uncertainty: settings.pointsUncertainty("uncertainty"))
    self.named = named
  }

  /// The columns that are named.
  public var columns: [ColumnUse] { named.map { ColumnUse($0) } }

  /// The seed of the draws.
  public var seed: UInt64? { analysis.uncertainty?.seed }

  /// Adds up the points.
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
}

extension SettingsReader {
  /// `rule`, `rules`, `recorded`, `day`, `terms`, `caps`.
  func pointsOptions() -> PointsOptions {
    var options = PointsOptions()
    options.ruleColumn = string("rule") ?? options.ruleColumn
    options.recorded = string("recorded") ?? options.recorded
    options.day = string("day") ?? options.day
    if let text = string("rules") {
      options.rule = PointsRule(text)
      if options.rule == nil {
        reportWrong(
          "rules", "'\(text)' is not a rule of points",
          help: "write it as reception=5;opinion=0.5")
      }
    }
    if let reader = reader("terms") {
      for key in reader.keys {
        options.terms[key] = reader.string(key)
      }
    }
    if let reader = reader("caps") {
      for key in reader.keys {
        guard let cap = reader.number(key, in: 0...1e9) else { continue }
        switch key {
        case "month": options.monthCap = cap
        case "year": options.yearCap = cap
        default: options.termCaps[key] = cap
        }
      }
    }
    return options
  }

  /// `uncertainty: none`, or `{draws: 500, seed: 25}`.
  fileprivate func pointsUncertainty(_ key: String) -> PointsUncertainty? {
    if let text = node(key)?.text, ["none", "false"].contains(text) {
      return nil
    }
    var options = PointsUncertainty()
    guard let reader = reader(key) else { return options }
    options.draws = reader.integer("draws", in: 1...1_000_000) ?? options.draws
    if let seed = reader.integer("seed", in: 0...Int.max) {
      options.seed = UInt64(seed)
    }
    reader.finish()
    return options
  }

  /// The lowest points of each star, from the most stars down.
  fileprivate func starThresholds(_ key: String) -> [Double] {
    guard let texts = strings(key) else { return [] }
    let numbers = texts.compactMap(Double.init)
    let falls = zip(numbers, numbers.dropFirst()).allSatisfy { $0 > $1 }
    guard numbers.count == texts.count, falls else {
      reportWrong(
        key, "'\(key)' are falling points, such as [300, 220, 150, 80]")
      return []
    }
    return numbers
  }
}
