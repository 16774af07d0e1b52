import SurveyData

/// The choices of an analysis of a case ledger.
public struct LedgerOptions: Sendable {
  /// How the interval of a rate is made.
  public enum RateInterval: String, Sendable, CaseIterable, Hashable {
    /// Wilson's score interval.
    case wilson
    /// The exact interval of Clopper and Pearson.
    case exact
  }

  /// Which last day a reply is measured by.
  public enum DueDate: String, Sendable, CaseIterable, Hashable {
    /// What the ledger says: the extension, else the due date, else the rule.
    case ledger
    /// The rule alone: the limit of the case after assignment, or the
    /// extension where there is one.
    case rule
  }

  /// When the third meeting is in its phase.
  public enum LastMeeting: String, Sendable, CaseIterable, Hashable {
    /// Not before the second meeting.
    case order
    /// Not before the reply.
    case reply
  }

  /// What the rate of kept commitments is divided by.
  public enum CommitmentBase: String, Sendable, CaseIterable, Hashable {
    /// Commitments that are due by the day of the analysis.
    case due
    /// Commitments that are due or done by then.
    case settled
  }

  /// How differences are adjusted for category and unit.
  public enum Adjustment: String, Sendable, CaseIterable, Hashable {
    /// Mantel and Haenszel's difference of shares over the strata.
    case mantelHaenszel = "mantel-haenszel"
    /// A logistic regression with the same factors.
    case regression
  }

  /// How percentages of result classes are rounded.
  public enum Rounding: String, Sendable, CaseIterable, Hashable {
    /// Each for itself.
    case plain
    /// So that they add up to 100.
    case largestRemainder = "largest-remainder"
  }

  /// Whether a row is a case or one of its rounds.
  public enum Rows: String, Sendable, CaseIterable, Hashable {
    /// A row a case, in its last round.
    case lastRound = "last-round"
    /// A row a round.
    case everyRound = "every-round"
  }

  /// The columns whose name is not that of their field.
  public var columns: [LedgerRole: String] = [:]
  /// The day of the analysis; without it the last day that something in the
  /// ledger happened.
  public var asOf: CalendarDay?
  /// Whether the ledger holds all cases that there are to speak of, so that
  /// rates have no interval.
  public var isCensus = false
  /// How intervals of rates are made.
  public var interval = RateInterval.wilson
  /// The limit of a reply where the ledger names none for the case.
  public var replyLimit = TimeLimit.months(3)
  /// The limit of a reply to a complex case, where the ledger names none.
  public var complexLimit = TimeLimit.months(6)
  /// The limit of signing in.
  public var signInLimit = TimeLimit.days(7)
  /// The limit of giving back a case that was wrongly assigned.
  public var returnLimit = TimeLimit.workingDays(10)
  /// The limit of a further reply after a round that did not satisfy.
  public var furtherLimit = TimeLimit.months(1)
  /// Whether a limit that ends on a free day ends on the next worked day.
  public var movesToWorkday = false
  /// Which last day counts.
  public var dueDate = DueDate.ledger
  /// When the third meeting is in its phase.
  public var lastMeeting = LastMeeting.order
  /// What kept commitments are divided by.
  public var commitmentBase = CommitmentBase.due
  /// The result classes, best first; empty for those that occur.
  public var classes: [String] = ["A", "B", "C", "D"]
  /// The classes that count as solved.
  public var solved: [String] = ["A"]
  /// How percentages of classes are rounded.
  public var rounding = Rounding.largestRemainder
  /// The months at which conversions are read off.
  public var marks = [6, 12, 24]
  /// The grades that say satisfied.
  public var satisfied = ["satisfied", "满意"]
  /// The grades that say basically satisfied.
  public var basic = ["basic", "基本满意", "basically-satisfied"]
  /// The columns that differences are adjusted for.
  public var adjust: [String] = ["category", "lead_unit_id"]
  /// How they are adjusted.
  public var adjustment = Adjustment.mantelHaenszel
  /// Whether a row is a case or a round; `nil` to see from the ledger.
  public var rows: Rows?

  /// The usual choices.
  public init() {}
}

/// The tables of an analysis of a case ledger, beside the ledger.
public struct LedgerInputs: Sendable {
  /// Holidays: `date`, `kind`.
  public var holidays: Table?
  /// The classes over time: `case_id`, `as_of`, `class`.
  public var history: Table?
  /// Rounds of handling: `case_id`, `round`, `asked_on`, `replied_on`,
  /// `grade`.
  public var rounds: Table?
  /// Ratings: `case_id`, `round`, a grade.
  public var ratings: Table?
  /// The column of the ratings with the grade.
  public var ratingItem = "overall"
  /// Scores of evaluators.
  public var scores: Table?
  /// Votes: `present` and the counts that add up to it.
  public var votes: Table?

  /// No tables.
  public init() {}
}
