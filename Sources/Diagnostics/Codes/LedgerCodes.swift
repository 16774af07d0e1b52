extension DiagnosticCode {
  /// Codes of case ledgers and of the points of stations.
  static let ledger: [DiagnosticCode] = [
    holidayTable, ledgerColumn, ledgerHistory, pointsRule, pointsDiffer,
    ledgerIdentity, ledgerDates, ledgerUnit, ledgerDue, ledgerRounds,
    ledgerMeetings, ledgerCommitments, ledgerClass, ledgerRepeats, ownCase,
    scoreRange, printedPercentages, votesDiffer, strayLedgerRows,
  ]

  /// A table of holidays that cannot be used.
  public static let holidayTable = DiagnosticCode(
    "A290", "holiday-table",
    """
    Limits of working days need to know which days are worked. The table of
    holidays has a row for each day that differs from the usual week: `date`,
    and `kind` with `holiday` (休) or `workday` (班, a weekend day that is
    worked instead).
    """)

  /// A ledger without a column that is needed.
  public static let ledgerColumn = DiagnosticCode(
    "A291", "ledger-column",
    """
    A case ledger needs an identifier and the day of assignment; dates have to
    be dates. The columns are found by the field names of the schema or their
    Chinese headers; `columns: {assigned_on: 交办时间}` names another one.
    """)

  /// A history of classes that cannot be used.
  public static let ledgerHistory = DiagnosticCode(
    "A292", "ledger-history",
    """
    The history of result classes has a row for each time that a case was put
    into a class: `case_id`, `as_of` (a date) and `class`. Rows without one of
    them, of an unknown class or of an unknown case are left out and counted.
    """)

  /// A rule of points that cannot be read.
  public static let pointsRule = DiagnosticCode(
    "A293", "points-rule",
    """
    A rule of points is a list of `term=points`, separated by `;`, such as
    `reception=5;opinion=0.5;resolved=1`. A term that stands for a column of
    counts earns its points for each of them, any other term once a row.
    """)

  /// Points that differ from the rule.
  public static let pointsDiffer = DiagnosticCode(
    "A294", "points-differ",
    """
    The points that the file has for a row are not those that its rule gives.
    The rule counts; the table of differences lists the rows.
    """)

  /// A case that cannot be told from another.
  public static let ledgerIdentity = DiagnosticCode(
    "D320", "ledger-identity",
    """
    A row of the ledger has no identifier, or that of a row above. Such a row
    is left out of everything. In a ledger with a row for every round, the
    identifier and the round together have to be unique.
    """)

  /// Dates in an impossible order.
  public static let ledgerDates = DiagnosticCode(
    "D321", "ledger-dates",
    """
    Dates of a case contradict each other, such as a reply, a sign-in or a
    return before the assignment: the value is not used where time is
    measured; correct it in the ledger. A note counts the dates after the day
    of the analysis ('as-of'): what they say had not happened on that day, so
    such cases are open, and late when they are past due.
    """)

  /// A case without somebody in charge.
  public static let ledgerUnit = DiagnosticCode(
    "D322", "ledger-unit",
    """
    A case has no unit in charge, or is under key supervision without a
    supervisor. It counts, but in no table by unit.
    """)

  /// A due date that differs from the rule.
  public static let ledgerDue = DiagnosticCode(
    "D323", "ledger-due-date",
    """
    The due date that the ledger has is not the day of assignment plus the
    limit of the case, or the limit is not understood, or an extension ends
    before it begins. A limit of months ends on the day with the same number,
    or on the last day of a month without it.
    """)

  /// Rounds that do not follow each other.
  public static let ledgerRounds = DiagnosticCode(
    "D324", "ledger-rounds",
    """
    A case is in its second round of handling, but nothing is known of the
    first. With a row a case, `parent_round` names the round before; with a
    row a round, it has a row of its own.
    """)

  /// Meetings outside their phase.
  public static let ledgerMeetings = DiagnosticCode(
    "D325", "ledger-meetings",
    """
    The meetings before, during and after handling lie in another order, or
    before the assignment. A meeting outside its phase does not count as
    held.
    """)

  /// Commitments with impossible dates.
  public static let ledgerCommitments = DiagnosticCode(
    "D326", "ledger-commitments",
    """
    A commitment was done, or due, before the reply in which it was made, or
    has no due date. One done before it was made is not judged; one without a
    due date is in no rate.
    """)

  /// A class that is not known.
  public static let ledgerClass = DiagnosticCode(
    "D327", "ledger-class",
    """
    A result class is not in the list of classes, or a case has a class, or is
    closed, without a reply. `classes: [甲, 乙, 丙]` names other classes, the
    best one first.
    """)

  /// Links between cases that lead nowhere.
  public static let ledgerRepeats = DiagnosticCode(
    "D328", "ledger-repeats",
    """
    A case repeats one that the ledger does not have, one that came later, or
    by way of others itself. Links that lead nowhere or in a circle are not
    followed.
    """)

  /// An evaluator of an own case.
  public static let ownCase = DiagnosticCode(
    "D329", "own-case",
    """
    An evaluator scored a case that the same person put forward, or whose
    unit in charge is the evaluator's own. Such scores are left out, as those
    with `conflict_of_interest` are.
    """)

  /// A score out of its range.
  public static let scoreRange = DiagnosticCode(
    "D330", "score-range",
    """
    A score lies below 0 or above the highest score of its row. It is left
    out.
    """)

  /// Printed percentages that do not go with their counts.
  public static let printedPercentages = DiagnosticCode(
    "A731", "printed-percentages",
    """
    A percentage that stands in the table cannot be that of its count: no
    rounding of the count by the valid votes, by those present or by all
    members gives it, nor does a row of percentages that was made to add up to
    100. 83.33 % cannot come from 44 people at all; 35 of 42 is 83.33 %.

    One of the three is wrong, or the percentage is of something else. Counts
    are what is analysed; percentages are only compared.
    """)

  /// Votes that do not add up.
  public static let votesDiffer = DiagnosticCode(
    "D331", "votes-differ",
    """
    The votes of a row do not add up to those who were present. Nobody can
    vote twice, and who was present and did not vote abstained; so a count
    or the number present is wrong.
    """)

  /// Rows about cases that the ledger does not have.
  public static let strayLedgerRows = DiagnosticCode(
    "D332", "stray-rows",
    """
    Rows of ratings, scores or rounds belong to no case of the ledger, or a
    rating is older than the reply that it rates.
    """)
}
