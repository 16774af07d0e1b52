import Diagnostics
import SurveyData

/// Votes and the verdicts that follow from them by a printed rule.
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

  /// A grade and the column that holds its number of votes.
  public struct GradeCount: Sendable, Hashable {
    /// The grade.
    public var grade: String
    /// The column.
    public var column: String

    /// Creates a count.
    public init(grade: String, column: String) {
      self.grade = grade
      self.column = column
    }
  }

  /// Where the votes are.
  public var votes: Votes
  /// The rule.
  public var rule: VerdictRule
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    votes: Votes, rule: VerdictRule = VerdictRule(), by: [[String]] = []
  ) {
    self.votes = votes
    self.rule = rule
    self.by = by
  }

  /// Counts the votes and decides.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    AnalysisOutcome()
  }
}
