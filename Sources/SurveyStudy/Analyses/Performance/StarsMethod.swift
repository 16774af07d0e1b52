import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

/// Stars of units from measures in groups: `unit`, `title-column`, `groups`,
/// `minimum`, `peers`, `stars`, `clustering`, `clip`, `cap`, `uncertainty`.
///
/// A group has `measures`, and may have `label`, `weight` and
/// `lower-is-better`: `true`, or a list of its measures.
public struct StarsMethod: AnalysisMethod {
  /// `stars`.
  public static let kind = StarsAnalysis.kind
  /// What it does.
  public static let summary = "one to five stars from groups of measures"
  /// An example.
  public static let example =
    "--set unit=station --set 'groups={activity: {measures: [visits, meetings]},"
    + " results: {measures: [solved, rating]}}'"
    + " --set minimum.measures=1 --set minimum.groups=2"

  let unit: ColumnReference?
  let title: ColumnReference?
  let groups: [StarGroup]
  let used: [ColumnReference]
  let options: StarsOptions

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    for key in ["by", "design"] where settings.has(key) {
      settings.reportWrong(key, "the kind 'stars' takes no '\(key)'")
    }
    unit = settings.requiredColumn("unit")
    title = settings.column("title-column")
    let read = settings.starGroups("groups")
    groups = read.groups
    var used = read.columns
    var options = StarsOptions()
    if let stars = settings.integer("stars", in: 2...10) {
      options.stars = stars
    }
    options.clustering = settings.choice("clustering") ?? .optimal
    options.minimum = settings.starMinimum("minimum")
    switch settings.node("peers")?.content {
    case .map:
      let peers = settings.reader("peers")
      if let column = peers?.requiredColumn("column") {
        options.peers = .column(column.name)
        used.append(column)
      }
      peers?.finish()
    default:
      switch settings.string("peers") {
      case "groups", nil: options.peers = .groups
      case "none": options.peers = .none
      case let text?:
        settings.reportWrong(
          "peers", "'peers' cannot be '\(text)'",
          help: "choose one of: groups, none, or write peers: {column: NAME}")
      }
    }
    if let clip = settings.number("clip") {
      if clip > 0 {
        options.clip = clip
      } else {
        settings.reportWrong("clip", "'clip' has to be above 0")
      }
    }
    options.cap = settings.starCap("cap")
    let uncertainty = settings.starUncertainty("uncertainty")
    options.uncertainty = uncertainty.options
    used += uncertainty.columns
    self.options = options
    self.used = used
    if unit == nil || groups.isEmpty { return nil }
  }

  /// The columns.
  public var columns: [ColumnUse] {
    ([unit, title].compactMap { $0 } + used).map { ColumnUse($0) }
  }

  /// The seed of the draws.
  public var seed: UInt64? { options.uncertainty?.seed }

  /// Makes stars.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns and groups that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis.findings(on: inputs.requiredData())
  }

  private var analysis: StarsAnalysis {
    StarsAnalysis(
      unit: unit?.name ?? "", title: title?.name, groups: groups,
      options: options)
  }
}

extension SettingsReader {
  fileprivate func starGroups(
    _ key: String
  ) -> (groups: [StarGroup], columns: [ColumnReference]) {
    guard let reader = reader(key) else {
      if !has(key) {
        reportMissing(
          key, help: "write groups: {NAME: {measures: [COLUMN, …]}, …}")
      }
      return ([], [])
    }
    var groups: [StarGroup] = []
    var columns: [ColumnReference] = []
    for entry in reader.allEntries() {
      let group = SettingsReader(
        entry.value, subject: "the group '\(entry.key)'", log: log)
      let measures = group.requiredColumns("measures") ?? []
      columns += measures
      var found = StarGroup(
        entry.key, label: group.localizedText("label"),
        measures: measures.map(\.name))
      if let weight = group.number("weight") { found.weight = weight }
      if let node = group.node("lower-is-better") {
        if let text = node.text, ["true", "false"].contains(text) {
          found.reversed = text == "true" ? Set(found.measures) : []
        } else {
          found.reversed = Set(group.strings("lower-is-better") ?? [])
        }
      }
      group.finish()
      if !measures.isEmpty { groups.append(found) }
    }
    return (groups, columns)
  }

  fileprivate func starMinimum(_ key: String) -> StarsOptions.Minimum {
    var minimum = StarsOptions.Minimum()
    guard let reader = reader(key) else { return minimum }
    if let reporting = reader.integer("reporting", in: 2...1_000_000_000) {
      minimum.reporting = reporting
    }
    if let measures = reader.integer("measures", in: 1...10_000) {
      minimum.measures = measures
    }
    if let groups = reader.integer("groups", in: 1...10_000) {
      minimum.groups = groups
    }
    minimum.oneOf = reader.strings("one-of") ?? []
    reader.finish()
    return minimum
  }

  /// `cap: {group: safety, share: 0.25, measures: 3, stars: 4}`.
  fileprivate func starCap(_ key: String) -> StarCap? {
    guard let reader = reader(key) else { return nil }
    let group = reader.requiredString("group")
    var cap = StarCap(group: group ?? "")
    cap.share = reader.number("share", in: 0.001...0.999) ?? cap.share
    cap.measures = reader.integer("measures", in: 1...10_000) ?? cap.measures
    cap.stars = reader.integer("stars", in: 1...9) ?? cap.stars
    reader.finish()
    return group == nil ? nil : cap
  }

  fileprivate func starUncertainty(
    _ key: String
  ) -> (options: StarsOptions.Uncertainty?, columns: [ColumnReference]) {
    if let text = node(key)?.text, ["none", "false"].contains(text) {
      return (nil, [])
    }
    var options = StarsOptions.Uncertainty()
    guard let reader = reader(key) else { return (options, []) }
    var columns: [ColumnReference] = []
    if let draws = reader.integer("draws", in: 1...1_000_000) {
      options.draws = draws
    }
    if let seed = reader.integer("seed", in: 0...Int.max) {
      options.seed = UInt64(seed)
    }
    options.resamplesMeasures = reader.boolean("measures") ?? true
    if let errors = reader.reader("errors") {
      for entry in errors.allEntries() {
        guard let column = errors.column(entry.key) else { continue }
        options.errors[entry.key] = column.name
        columns.append(column)
      }
    }
    reader.finish()
    if !options.resamplesMeasures, options.errors.isEmpty {
      reportWrong(
        key, "'\(key)' varies nothing",
        help: "name columns of standard errors in 'errors', or write"
          + " 'uncertainty: none'")
    }
    return (options, columns)
  }
}
