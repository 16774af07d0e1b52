extension DiagnosticCode {
  /// Codes of reports and output files.
  static let report: [DiagnosticCode] = [unknownPlaceholder, cardsWithoutCases]

  /// A placeholder in a name of cards that stands for nothing.
  public static let unknownPlaceholder = DiagnosticCode(
    "R101", "unknown-placeholder",
    """
    The name of report cards may hold `{case_id}` and `{case_title}`, which
    stand for the case. Anything else in braces is written as it is, so that
    all cards would carry it. File names are made safe in any case: letters,
    digits and hyphens only, with eight digits of a hash where a name had to
    be changed.
    """)

  /// Cards for a result that is not an evaluation of cases.
  public static let cardsWithoutCases = DiagnosticCode(
    "R102", "cards-without-cases",
    """
    Report cards show the cases of an evaluation. The analysis that
    `for-each` names is of another kind and has none.
    """)
}
