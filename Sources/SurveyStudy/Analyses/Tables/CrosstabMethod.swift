import Diagnostics
import Settings
import SurveyStatistics

/// Crosstabs with tests: `rows`, `columns`, `percent`, `tests`,
/// `show-missing`, `weighted-total`, `interval`, `design-effect`, `sets`.
public struct CrosstabMethod: AnalysisMethod {
  /// `crosstab`.
  public static let kind = CrosstabAnalysis.kind
  /// What it does.
  public static let summary = "two variables crossed, with Rao-Scott tests"
  /// An example.
  public static let example =
    "--set rows=sch.wide --set columns=stype,awards --set percent=column"
    + " --set tests=f,adjusted-wald"

  let rows: [ColumnReference]
  let beside: [ColumnReference]
  let percent: CrosstabAnalysis.Percent
  let tests: [IndependenceTest]
  let showsMissing: Bool
  let weightedTotal: Double?
  let interval: ShareInterval
  let designEffect: DesignEffectReference
  let sets: [(set: CrosstabSet, columns: [ColumnReference])]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    rows = settings.requiredColumns("rows") ?? []
    beside = settings.requiredColumns("columns") ?? []
    percent = settings.choice("percent") ?? .column
    tests = settings.independenceTests("tests") ?? [.raoScottF]
    showsMissing = settings.boolean("show-missing") ?? false
    weightedTotal = settings.number("weighted-total")
    interval = settings.shareInterval("interval") ?? .logit
    designEffect = settings.choice("design-effect") ?? .automatic
    sets = settings.crosstabSets("sets")
    let used = (rows + beside).map(\.name)
    for (set, _) in sets where !used.contains(set.name) {
      settings.reportWrong(
        "sets",
        "the set '\(set.name)' stands neither in 'rows' nor in"
          + " 'columns'", help: "name it there, as if it were a column")
    }
    if let weightedTotal, !(weightedTotal > 0 && weightedTotal.isFinite) {
      settings.reportWrong(
        "weighted-total", "'weighted-total' has to be above 0")
    }
    if rows.isEmpty || beside.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] {
    let names = sets.map(\.set.name)
    let plain = (rows + beside).filter { !names.contains($0.name) }
    return (plain + sets.flatMap(\.columns)).map { ColumnUse($0) }
  }

  /// Computes the tables.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func analysis(_ groupings: [[String]]) -> CrosstabAnalysis {
    CrosstabAnalysis(
      rows: rows.map(\.name), columns: beside.map(\.name), percent: percent,
      tests: tests, showsMissing: showsMissing, weightedTotal: weightedTotal,
      interval: interval, designEffect: designEffect, by: groupings,
      sets: sets.map(\.set))
  }
}

extension SettingsReader {
  /// Questions made of columns of 0 and 1: `{channels: [web, phone]}`.
  func crosstabSets(
    _ key: String
  ) -> [(set: CrosstabSet, columns: [ColumnReference])] {
    guard let reader = reader(key, subject: "'\(key)'") else { return [] }
    return reader.keys.compactMap { name in
      reader.requiredColumns(name).map { columns in
        (CrosstabSet(name, columns: columns.map(\.name)), columns)
      }
    }
  }

  /// The tests of independence at `key`, each once; `none` for no test.
  func independenceTests(_ key: String) -> [IndependenceTest]? {
    guard let names = strings(key) else { return nil }
    if names == ["none"] { return [] }
    if names == ["all"] { return IndependenceTest.allCases }
    var tests: [IndependenceTest] = []
    for name in names {
      guard let test = IndependenceTest(rawValue: name) else {
        let known = IndependenceTest.allCases.map(\.rawValue)
        reportWrong(
          key, "no test is called '\(name)'",
          help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? "choose among: \(known.joined(separator: ", ")), all, none")
        continue
      }
      if !tests.contains(test) { tests.append(test) }
    }
    return tests
  }
}
