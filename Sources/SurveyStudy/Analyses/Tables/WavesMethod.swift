import Diagnostics
import Settings
import SurveyStatistics

/// Waves of a survey: `wave`, `variables`, `values`, `compare`, `benchmark`,
/// `adjust`, `rolling`, `trend`, `decompose`, `breaks`, `panel`,
/// `clusters-shared`; and `items` or `scales` with the keys of `index`.
public struct WavesMethod: AnalysisMethod {
  /// `waves`.
  public static let kind = WaveAnalysis.kind
  /// What it does.
  public static let summary = "changes between waves of a survey, with tests"
  /// An example.
  public static let example =
    "--set wave=year --set variables=overall --set rolling=3"
    + " --set decompose=district"

  let wave: ColumnReference
  let variables: [ColumnReference]
  let values: [String]?
  let index: IndexMethod?
  let decompose: ColumnReference?
  let panel: ColumnReference?
  let options: WaveOptions

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let wave = settings.requiredColumn("wave")
    variables = settings.columns("variables") ?? []
    values = settings.strings("values")
    let hasIndex = settings.has("items") || settings.has("scales")
    index = hasIndex ? IndexMethod(settings, context: context) : nil
    decompose = settings.column("decompose")
    panel = settings.column("panel")
    var options = WaveOptions()
    if let compare: [WaveComparison] = settings.choices("compare") {
      options.compare = compare
    }
    options.benchmarks = settings.benchmarks("benchmark")
    options.adjust = settings.choice("adjust") ?? .holm
    options.rolling = settings.integer("rolling", in: 2...100)
    options.hasTrend = settings.boolean("trend") ?? true
    options.decompose = decompose?.name
    options.breaks = settings.strings("breaks") ?? []
    options.panel = panel?.name
    options.areClustersShared = settings.boolean("clusters-shared")
    self.options = options
    if variables.isEmpty, !hasIndex {
      settings.reportMissing(
        "variables",
        help: "name columns in 'variables', or graded ones in 'items'")
      return nil
    }
    guard let wave else { return nil }
    self.wave = wave
    if hasIndex, index == nil { return nil }
  }

  /// The wave, the variables and those that changes are split by.
  public var columns: [ColumnUse] {
    var result = [ColumnUse(wave)] + variables.map { ColumnUse($0) }
    result += index?.columns ?? []
    return result + [decompose, panel].compactMap { $0.map { ColumnUse($0) } }
  }

  /// Compares the waves.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns, values and waves that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> WaveAnalysis {
    WaveAnalysis(
      wave: wave.name, variables: variables.map(\.name), values: values,
      index: index?.analysis, by: inputs.groupings, options: options)
  }
}

extension SettingsReader {
  /// A number for every variable, or numbers by variable.
  fileprivate func benchmarks(_ key: String) -> [String: Double] {
    guard let node = node(key) else { return [:] }
    guard case .map = node.content else {
      return number(key).map { ["": $0] } ?? [:]
    }
    guard let reader = reader(key) else { return [:] }
    var result: [String: Double] = [:]
    for name in reader.keys { result[name] = reader.number(name) }
    return result
  }
}
