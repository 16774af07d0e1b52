import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Satisfaction near 100 %: `items` with `satisfied`, `dissatisfied` and
/// `unknown`, or `counts` with `satisfied`, `dissatisfied`, `valid` and
/// `asked`; `per`, `interval`, `rounds`, `solved`, `threshold`.
public struct CeilingMethod: AnalysisMethod {
  /// `ceiling`.
  public static let kind = CeilingAnalysis.kind
  /// What it does.
  public static let summary = "satisfaction when nearly all are satisfied"
  /// An example.
  public static let example =
    "--set items=overall --set satisfied=satisfied"
    + " --set dissatisfied=dissatisfied --set by=unit_id"

  let analysis: CeilingAnalysis
  /// The columns that the keys name.
  public let columns: [ColumnUse]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var uses: [ColumnUse] = []
    let items = settings.columns("items")
    let satisfied = settings.strings("satisfied")
    let dissatisfied = settings.strings("dissatisfied") ?? []
    let unknown = settings.strings("unknown") ?? []
    uses += (items ?? []).map { ColumnUse($0) }
    var answers = items.map {
      CeilingAnalysis.Answers.items($0.map(\.name))
    }
    if let reader = settings.reader("counts") {
      let good = reader.column("satisfied")
      let bad = reader.requiredColumn("dissatisfied")
      let valid = reader.requiredColumn("valid")
      let asked = reader.column("asked")
      uses += [good, bad, valid, asked].compactMap { $0 }.map { ColumnUse($0) }
      reader.finish()
      if answers != nil {
        settings.reportWrong(
          "counts", "'items' and 'counts' cannot both be there",
          help: "keep 'items' for one row an answer, 'counts' for numbers")
      }
      guard let bad, let valid else { return nil }
      answers = .counts(
        satisfied: good?.name, dissatisfied: bad.name, valid: valid.name,
        asked: asked?.name)
    } else if items != nil, satisfied?.isEmpty ?? true {
      settings.reportMissing(
        "satisfied", help: "list the values that count as satisfied")
    }
    let rounds = settings.matchedRounds(&uses)
    var solved: CeilingAnalysis.Solved?
    if let reader = settings.reader("solved") {
      let column = reader.requiredColumn("column")
      let values = reader.requiredStrings("values")
      reader.finish()
      if let column, let values {
        uses.append(ColumnUse(column))
        solved = .init(column: column.name, values: values)
      }
    }
    let per = settings.integer("per", in: 1...1_000_000) ?? 1000
    let interval: CeilingAnalysis.CountInterval =
      settings.choice("interval") ?? .clopperPearson
    let threshold = settings.number("threshold", in: 0...1)
    columns = uses
    guard let answers else {
      if items == nil {
        settings.reportMissing(
          "items", help: "name the questions, or give 'counts'")
      }
      return nil
    }
    analysis = CeilingAnalysis(
      answers: answers,
      grades: .init(
        satisfied: satisfied ?? [], dissatisfied: dissatisfied,
        unknown: unknown),
      by: context.groupings.map { $0.map(\.name) }, per: per,
      interval: interval, rounds: rounds, solved: solved,
      threshold: threshold)
  }

  /// Counts and bounds.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns and values that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }
}

extension SettingsReader {
  fileprivate func matchedRounds(
    _ uses: inout [ColumnUse]
  ) -> CeilingAnalysis.Rounds? {
    guard let reader = reader("rounds") else { return nil }
    defer { reader.finish() }
    let first = reader.column("first")
    let final = reader.column("final")
    let round = reader.column("round")
    let keys = reader.columns("keys") ?? []
    uses += ([first, final, round].compactMap { $0 } + keys).map {
      ColumnUse($0)
    }
    if let first, let final, round == nil, keys.isEmpty {
      return .columns(first: first.name, final: final.name)
    }
    if let round, !keys.isEmpty, first == nil, final == nil {
      return .rows(round: round.name, keys: keys.map(\.name))
    }
    reader.reportMissing(
      "first",
      help: "name the columns 'first' and 'final', or the column of the"
        + " 'round' and the 'keys' that tell cases apart")
    return nil
  }
}
