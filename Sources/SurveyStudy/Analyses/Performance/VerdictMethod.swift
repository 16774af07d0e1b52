import Diagnostics
import Settings
import SurveyImport
import SurveyStatistics

/// Verdicts from votes: `item`, `grades` and `ungraded`, or `counts`; `rule`
/// with `threshold`, `strict`, `denominator`, `members`, `present`;
/// `rounds`, `turnout` with `present` and `abstained`, `percentages` with
/// `decimals` and `printed`.
public struct VerdictMethod: AnalysisMethod {
  /// `verdict`.
  public static let kind = VerdictAnalysis.kind
  /// What it does.
  public static let summary = "verdicts from votes by a printed rule"
  /// An example.
  public static let example =
    "--set item=vote --set by=project --set rule.threshold=1/2"

  let analysis: VerdictAnalysis
  /// The columns that the keys name.
  public let columns: [ColumnUse]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var uses: [ColumnUse] = []
    var votes: VerdictAnalysis.Votes?
    let grades = settings.strings("grades") ?? []
    if let item = settings.column("item") {
      uses.append(ColumnUse(item))
      votes = .item(item.name, grades: grades)
    }
    if let counts = settings.gradeCounts("counts") {
      uses += counts.map { ColumnUse($0.column) }
      if votes != nil {
        settings.reportWrong(
          "counts", "'item' and 'counts' cannot both be there",
          help: "keep 'item' for one row a vote, 'counts' for one row a subject"
        )
      }
      votes = .counts(counts.map(\.count))
    }
    switch votes {
    case .item(_, let grades): settings.checkOrder("grades", grades)
    case .counts(let counts):
      settings.checkOrder("counts", counts.map(\.grade))
    case nil: break
    }
    let ungraded = settings.ungradedValues(
      "ungraded", hasGrades: settings.has("item"))
    let rule = settings.verdictRule("rule", uses: &uses)
    let rounds = settings.column("rounds")
    if let rounds { uses.append(ColumnUse(rounds)) }
    var turnout: VerdictAnalysis.Turnout?
    if let reader = settings.reader("turnout") {
      let present = reader.requiredColumn("present")
      let abstained = reader.columns("abstained") ?? []
      uses += ([present].compactMap { $0 } + abstained).map { ColumnUse($0) }
      turnout = present.map {
        VerdictAnalysis.Turnout(
          present: $0.name, abstained: abstained.map(\.name))
      }
      reader.finish()
    }
    var decimals: Int?
    var printed: [String: String] = [:]
    if let reader = settings.reader("percentages") {
      decimals = reader.integer("decimals", in: 0...6) ?? 2
      if let columns = reader.reader("printed") {
        var grades: [String] = []
        if case .counts(let counts) = votes { grades = counts.map(\.grade) }
        for grade in columns.keys {
          guard let column = columns.column(grade) else { continue }
          if grades.contains(grade) {
            uses.append(ColumnUse(column))
            printed[grade] = column.name
          } else {
            reader.reportWrong(
              "printed", "'\(grade)' is none of the grades in 'counts'",
              help: nearest(to: grade, in: grades).map {
                "did you mean '\($0)'?"
              })
          }
        }
      }
      reader.finish()
    }
    columns = uses
    guard let votes else {
      settings.reportMissing(
        "item", help: "name the column of votes, or give 'counts'")
      return nil
    }
    var analysis = VerdictAnalysis(
      votes: votes, rule: rule, ungraded: ungraded,
      by: context.groupings.map { $0.map(\.name) }, rounds: rounds?.name,
      turnout: turnout, percentageDecimals: decimals)
    analysis.printed = printed
    self.analysis = analysis
  }

  /// Counts the votes and decides.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns, values and options that cannot be used.
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

private enum DenominatorName: String, CaseIterable {
  case valid, present, members
}

extension SettingsReader {
  /// Refuses grades that everybody knows in another order than from the best
  /// to the worst: the rule adds up votes from the first on, and 60 of 100
  /// dissatisfied would become the verdict "satisfied".
  fileprivate func checkOrder(_ key: String, _ grades: [String]) {
    guard let known = gradeOrder(of: grades), known != grades else { return }
    reportWrong(
      key,
      "the grades stand in another order than from the best to the worst:"
        + " \(grades.joined(separator: ", "))",
      help: "write them best first: \(known.joined(separator: ", "))")
  }

  fileprivate func verdictRule(
    _ key: String, uses: inout [ColumnUse]
  ) -> VerdictRule {
    var rule = VerdictRule()
    guard let reader = reader(key) else { return rule }
    if let text = reader.string("threshold") {
      if let threshold = Fraction(text) {
        rule.threshold = threshold
      } else {
        reader.reportWrong(
          "threshold", "'threshold' is a share from 0 to 1, not '\(text)'",
          help: "write 1/2, 2/3, 0.8 or 80%")
      }
    }
    rule.isStrict = reader.boolean("strict") ?? true
    let members = reader.column("members")
    let present = reader.column("present")
    var name: DenominatorName? = reader.choice("denominator")
    if name == nil, members != nil { name = .members }
    switch name {
    case .members:
      guard let members else {
        reader.reportMissing(
          "members", help: "give the number of members, or a column of it")
        break
      }
      if let number = Int(members.name) {
        if number < 1 {
          reader.reportWrong("members", "'members' has to be at least 1")
        }
        rule.denominator = .members(number)
      } else {
        uses.append(ColumnUse(members))
        rule.denominator = .membersColumn(members.name)
      }
    case .present:
      if let present { uses.append(ColumnUse(present)) }
      rule.denominator = .present(column: present?.name)
    case .valid, nil:
      break
    }
    reader.finish()
    return rule
  }
}
