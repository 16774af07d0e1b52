import Diagnostics
import SurveyData

/// Satisfaction when nearly everybody is satisfied.
///
/// Rates between 97 and 100 % hide what differs: the few who are not
/// satisfied, those who did not answer, and whether the matter was solved.
/// The analysis gives
///
/// - the dissatisfied per 1,000 with an exact interval, and how many groups
///   share the top;
/// - the satisfied rate if all who did not answer were dissatisfied, and if
///   all were satisfied (Manski 1989; Horowitz and Manski 1998), with the
///   interval of Imbens and Manski (2004);
/// - the first against the final round of the same cases (McNemar 1947,
///   exact; Newcombe 1998, method 10);
/// - solved against satisfied, with φ, Kendall's τ_b and Fisher's exact test.
///
/// Under a design rates and bounds are weighted and have its errors; counts,
/// and what rests on counts, are never weighted, and the conventions say so.
///
/// Edge cases:
///
/// - Without any dissatisfied answer the interval goes from 0.
/// - A group without a valid answer has no rate, and bounds from 0 to 1.
///
/// Checked in `Tests/References/comparison` against scipy, statsmodels and R.
public struct CeilingAnalysis: Analysis {
  /// `ceiling`.
  public static let kind = "ceiling"

  /// Where the answers are.
  public enum Answers: Sendable, Hashable {
    /// A row an answer, one column a question.
    case items([String])
    /// A row a subject with numbers of satisfied, dissatisfied and valid
    /// answers, and of persons asked, if that is known.
    case counts(
      satisfied: String?, dissatisfied: String, valid: String, asked: String?)
  }

  /// Which values count as what.
  public struct Grades: Sendable, Hashable {
    /// Satisfied.
    public var satisfied: [String]
    /// Dissatisfied; empty for all valid values that are not satisfied.
    public var dissatisfied: [String]
    /// Values that are no answer, such as "could not tell".
    public var unknown: [String]

    /// Creates the grades.
    public init(
      satisfied: [String], dissatisfied: [String] = [], unknown: [String] = []
    ) {
      self.satisfied = satisfied
      self.dissatisfied = dissatisfied
      self.unknown = unknown
    }
  }

  /// The interval of the number dissatisfied.
  public enum CountInterval: String, Sendable, CaseIterable, Hashable {
    /// Clopper and Pearson's.
    case clopperPearson = "clopper-pearson"
    /// Garwood's exact interval of a Poisson number (1936), by the base.
    case poisson
  }

  /// How first and final answers are found.
  public enum Rounds: Sendable, Hashable {
    /// Both in one row.
    case columns(first: String, final: String)
    /// A row an answer; rows with the same keys belong together, the lowest
    /// round is the first and the highest the final one.
    case rows(round: String, keys: [String])
  }

  /// What says that the matter was solved.
  public struct Solved: Sendable, Hashable {
    /// The column.
    public var column: String
    /// The values that count as solved.
    public var values: [String]

    /// Creates it.
    public init(column: String, values: [String]) {
      self.column = column
      self.values = values
    }
  }

  /// Where the answers are.
  public var answers: Answers
  /// Which values count as what; not used with counts.
  public var grades: Grades
  /// The groupings.
  public var by: [[String]]
  /// Dissatisfied are given per so many.
  public var per: Int
  /// Their interval.
  public var interval: CountInterval
  /// First and final answers.
  public var rounds: Rounds?
  /// Solved matters.
  public var solved: Solved?
  /// The rate that is asked for, to see what those who did not answer would
  /// have to be.
  public var threshold: Double?

  /// Creates the analysis.
  public init(
    answers: Answers, grades: Grades = Grades(satisfied: []),
    by: [[String]] = [], per: Int = 1000,
    interval: CountInterval = .clopperPearson, rounds: Rounds? = nil,
    solved: Solved? = nil, threshold: Double? = nil
  ) {
    self.answers = answers
    self.grades = grades
    self.by = by
    self.per = per
    self.interval = interval
    self.rounds = rounds
    self.solved = solved
    self.threshold = threshold
  }

  /// Refuses columns and values that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try work(data)
  }

  /// Counts and bounds.
  ///
  /// - Throws: A diagnostic when a column or a value does not exist, or
  ///   numbers cannot be right.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let work = try work(data)
    let tables = CeilingTables(
      analysis: self, questions: work.questions, rounds: work.rounds,
      solved: work.solved, level: data.level, isWeighted: work.isWeighted)
    return AnalysisOutcome(
      conventions: conventions(work.isWeighted, data.level),
      formula: "d/n · \(per)",
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: work.findings)
  }

  private struct Work {
    var questions: [CeilingQuestion]
    var rounds: MatchedRounds?
    var solved: SolvedTable?
    var isWeighted: Bool
    var findings: [Diagnostic]
  }

  private func work(_ data: AnalysisData) throws(Diagnostic) -> Work {
    let groupings = try Grouping.all(by, data: data)
    var findings = Grouping.findings(groupings, by: by, data: data)
    var isWeighted = false
    var questions: [CeilingQuestion] = []
    var matched: MatchedRounds?
    var table: SolvedTable?
    switch answers {
    case .items(let names):
      if names.isEmpty {
        throw Diagnostic(
          .nothingToEstimate, at: Place(file: data.table.source.file),
          "no question is named",
          zh: "没有列出题目", help: "name at least one column with 'items'")
      }
      isWeighted = !data.design.isSimple
      for name in names {
        let values = try GradedAnswers(name, grades, data: data)
        questions.append(
          CeilingQuestion(
            values, groupings: groupings, data: data, isWeighted: isWeighted))
      }
      if let rounds {
        let found = try MatchedRounds(
          rounds, item: names[0], grades: grades, data: data)
        findings += found.findings
        matched = found
      }
      if let solved {
        table = try SolvedTable(
          solved, item: names[0], grades: grades, data: data)
      }
    case .counts(let satisfied, let dissatisfied, let valid, let asked):
      questions = [
        try CeilingQuestion(
          satisfied: satisfied, dissatisfied: dissatisfied, valid: valid,
          asked: asked, groupings: groupings, data: data)
      ]
      if rounds != nil || solved != nil {
        throw Diagnostic(
          .wrongOption, at: Place(file: data.table.source.file),
          "rounds and solved matters are looked at answer by answer, and the"
            + " rows are counts",
          zh: "轮次与办结事项须逐份回答分析，而数据行为计数",
          help: "name the answers with 'items'")
      }
    }
    return Work(
      questions: questions, rounds: matched, solved: table,
      isWeighted: isWeighted, findings: findings)
  }
}
