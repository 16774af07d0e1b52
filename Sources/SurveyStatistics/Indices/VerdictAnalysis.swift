import Diagnostics
import SurveyData

/// Votes and the verdicts that follow from them by a printed rule.
///
/// The verdict is the best grade whose votes, together with those of better
/// grades, are more than the threshold of the denominator; the worst grade
/// otherwise. Votes are counted, never weighted, and decided in whole
/// numbers.
///
/// With groupings there is one verdict for each group and none for all rows
/// together, which would mix the subjects; the shares of the votes are given
/// for all rows too.
///
/// Edge cases:
///
/// - A group without any vote has no verdict.
/// - More votes than members, or than persons present, are an error.
///
/// Checked with the printed votes and rule of Zhenhai District 2022.
public struct VerdictAnalysis: Analysis {
  /// `verdict`.
  public static let kind = "verdict"

  /// Where the votes are.
  public enum Votes: Sendable, Hashable {
    /// One row a vote; the column holds the grade. The grades are listed
    /// best first; empty for the order of the codebook.
    case item(String, grades: [String])
    /// One row a subject; for each grade, best first, the column with its
    /// number of votes.
    case counts([GradeCount])
  }

  /// Where the votes are.
  public var votes: Votes
  /// The rule.
  public var rule: VerdictRule
  /// What becomes of votes with a value that is no grade.
  public var ungraded: UngradedValues
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// The column of rounds, whose verdicts stay apart.
  public var rounds: String?
  /// The columns that counted votes have to add up with.
  public var turnout: Turnout?
  /// For grades the column with the percentage that a report printed; it is
  /// only compared.
  public var printed: [String: String] = [:]
  /// The decimals of percentages that add up to 100 by largest remainders;
  /// `nil` for plain rounding.
  public var percentageDecimals: Int?

  /// Who was there and who voted for no grade, when votes are counted
  /// already.
  public struct Turnout: Sendable, Hashable {
    /// The column with the number present.
    public var present: String
    /// The columns of abstentions, spoilt votes and the like.
    public var abstained: [String]

    /// Creates the columns.
    public init(present: String, abstained: [String] = []) {
      self.present = present
      self.abstained = abstained
    }
  }

  /// Creates the analysis.
  public init(
    votes: Votes, rule: VerdictRule = VerdictRule(),
    ungraded: UngradedValues = .refuse, by: [[String]] = [],
    rounds: String? = nil, turnout: Turnout? = nil,
    percentageDecimals: Int? = nil
  ) {
    self.rounds = rounds
    self.turnout = turnout
    self.percentageDecimals = percentageDecimals
    self.ungraded = ungraded
    self.votes = votes
    self.rule = rule
    self.by = by
  }

  /// Counts the votes and decides.
  ///
  /// - Throws: A diagnostic when a column does not exist, the order of the
  ///   grades is not known, a value is no grade and was not foreseen, or the
  ///   votes cannot be right.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let ballots = try Ballots(votes, ungraded: ungraded, data: data)
    let voters = try voters(data)
    let by = byRounds
    let groupings = try Grouping.all(by, data: data)
    let isGrouped = groupings.count > 1
    let attendance = try turnout.map { turnout throws(Diagnostic) in
      try Attendance(turnout, ballots: ballots, data: data)
    }
    var verdicts: [Verdict] = []
    var estimates: [Estimate] = []
    for (index, grouping) in groupings.enumerated() {
      let isOverall = index == 0
      for (cell, rows) in grouping.rowsOfCells.enumerated() {
        let counts = ballots.counts(rows)
        let total =
          isOverall && isGrouped
          ? counts.reduce(0, +)
          : try denominator(counts, rows, voters, ballots, data)
        let verdict = Verdict(
          group: grouping.terms[cell], counts: counts, grades: ballots.grades,
          gradeLabels: ballots.labels, denominator: Double(total),
          outcome: rule.verdict(counts: counts, total: total),
          votesToBetter: rule.votesToBetter(counts: counts, total: total),
          votesToWorse: rule.votesToWorse(counts: counts, total: total),
          abstained: attendance?.abstained(rows),
          percentages: percentageDecimals.flatMap {
            percentagesAddingTo100(of: counts, decimals: $0)
          }, percentageDecimals: percentageDecimals ?? 1)
        estimates += shares(verdict, total, ballots)
        if !isOverall || !isGrouped { verdicts.append(verdict) }
      }
    }
    var conventions = [
      rule.convention(grades: ballots.labels), rule.denominatorConvention,
    ]
    if let convention = ungraded.convention(ballots.ungraded) {
      conventions.append(convention)
    }
    conventions += marginConventions
    if isGrouped {
      conventions.append(
        Convention(
          "overall", "valid",
          LocalizedText(
            zh: "全部记录的得票比例以有效票为分母，不作评定。",
            en: "Shares of all rows together are of the valid votes and lead"
              + " to no verdict.")))
    }
    let printedRemarks = try printedFindings(data)
    return AnalysisOutcome(
      estimates: estimates, conventions: conventions,
      formula: "v₁ + … + vₖ "
        + "\(rule.isStrict ? ">" : "≥") \(rule.threshold.text) · N",
      details: .verdicts(verdicts),
      diagnostics: ballots.findings + (attendance?.findings ?? [])
        + Grouping.findings(groupings, by: by, data: data)
        + printedRemarks)
  }

  /// Printed percentages that their counts cannot give.
  func printedFindings(
    _ data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    guard !printed.isEmpty, case .counts(let counts) = votes else { return [] }
    var bases: [(name: String, values: [Double])] = []
    var valid = [Double](repeating: 0, count: data.table.rowCount)
    for count in counts {
      let numbers = try data.numbers(count.column)
      for row in valid.indices { valid[row] += numbers[row] }
    }
    bases.append(("valid", valid))
    switch rule.denominator {
    case .members(let count):
      bases.append(("members", valid.map { _ in Double(count) }))
    case .membersColumn(let name), .present(column: .some(let name)):
      bases.append((name, try data.numbers(name)))
    case .valid, .present(column: nil): break
    }
    if let turnout {
      bases.append((turnout.present, try data.numbers(turnout.present)))
    }
    var columns: [(percent: String, count: String?)] = []
    for count in counts {
      if let name = printed[count.grade] {
        _ = try data.numbers(name)
        columns.append((name, count.column))
      }
    }
    let found = PrintedPercentages(data.table, columns, bases: bases)
    let lines = data.table.sourceLines
    var list: [Diagnostic] = []
    for row in 0..<data.table.rowCount where data.domain?[row] ?? true {
      guard let fault = found.fault(row), fault.isWrong else { continue }
      list.append(
        Diagnostic(
          .printedPercentages, .warning,
          at: Place(
            file: data.table.source.file,
            line: row < lines.count ? Int(lines[row]) : nil,
            columnName: columns.first?.percent),
          "a printed percentage does not follow from its count: \(fault.text)",
          zh: "公布的百分比与票数不符：\(fault.text)",
          help: "check the count, the percentage and what it is of"))
      if list.count == 20 { break }
    }
    return list
  }

  /// The groupings with rounds apart.
  var byRounds: [[String]] {
    guard let rounds else { return by }
    let named = by.filter { !$0.isEmpty && !$0.contains(rounds) }
    let own = by.filter { $0.contains(rounds) }
    if named.isEmpty, own.isEmpty { return [[rounds]] }
    return named.map { $0 + [rounds] } + own
  }
}

extension VerdictAnalysis {
  private func shares(
    _ verdict: Verdict, _ total: Int, _ ballots: Ballots
  ) -> [Estimate] {
    verdict.counts.indices.map { grade in
      var estimate = Estimate(
        variable: ballots.name, label: ballots.label,
        category: verdict.grades[grade],
        categoryLabel: verdict.gradeLabels[grade], group: verdict.group,
        statistic: "share", unit: .share,
        value: total > 0
          ? Double(verdict.counts[grade]) / Double(total) : nil,
        base: verdict.counts.reduce(0, +), weightedBase: Double(total),
        remarks: total > 0 ? ["census"] : [])
      estimate.sums = EstimateSums(
        above: Double(verdict.counts[grade]), below: Double(total))
      return estimate
    }
  }

  private func denominator(
    _ counts: [Int], _ rows: [Int], _ voters: [Int?], _ ballots: Ballots,
    _ data: AnalysisData
  ) throws(Diagnostic) -> Int {
    let valid = counts.reduce(0, +)
    let total: Int
    switch rule.denominator {
    case .valid: total = valid
    case .members(let count): total = count
    case .membersColumn(let name), .present(column: .some(let name)):
      total = try number(name, voters, rows, ballots, data)
    case .present(column: nil):
      guard let present = ballots.present else {
        throw Diagnostic(
          .wrongOption, at: Place(file: data.table.source.file),
          "nothing says how many were present",
          zh: "没有说明到会人数",
          help: "votes that are counted already need a column with the number"
            + " present")
      }
      total = rows.count { present[$0] }
    }
    if total < valid {
      throw Diagnostic(
        .impossibleVotes, at: Place(file: data.table.source.file),
        "there are \(valid) votes and only \(total) who could vote",
        zh: "票数为\(valid)，而有表决权的只有\(total)人",
        help: "check the denominator of the rule")
    }
    return total
  }

  /// The column that the rule divides by; empty when it names none.
  private func voters(_ data: AnalysisData) throws(Diagnostic) -> [Int?] {
    switch rule.denominator {
    case .membersColumn(let name), .present(column: .some(let name)):
      try Ballots.wholeNumbers(name, data: data)
    case .valid, .members, .present(column: nil): []
    }
  }

  /// The number of a group from a column: the sum over subjects that are a
  /// row each, the one value when each row is a vote.
  private func number(
    _ name: String, _ values: [Int?], _ rows: [Int], _ ballots: Ballots,
    _ data: AnalysisData
  ) throws(Diagnostic) -> Int {
    var numbers: [Int] = []
    for row in rows {
      guard let value = values[row] else {
        throw Diagnostic(
          .impossibleVotes, at: data.place(of: name),
          "'\(name)' has no value in a row with votes",
          zh: "“\(name)”在有票的一行中没有值",
          help: "the rule divides by it")
      }
      numbers.append(value)
    }
    if ballots.present == nil { return numbers.reduce(0, +) }
    guard let first = numbers.first else { return 0 }
    if let other = numbers.first(where: { $0 != first }) {
      throw Diagnostic(
        .impossibleVotes, at: data.place(of: name),
        "'\(name)' has \(first) and \(other) in the same group",
        zh: "“\(name)”在同一组内既有\(first)又有\(other)",
        help: "the number of members of a group is one number")
    }
    return first
  }
}
