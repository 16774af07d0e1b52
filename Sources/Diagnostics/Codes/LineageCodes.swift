extension DiagnosticCode {
  /// Codes of explanations of numbers.
  static let lineage: [DiagnosticCode] = [
    unknownNumber, ambiguousNumber, changedSinceOutput, studyOfOutput,
  ]

  /// An address of a number that no number of the result has.
  public static let unknownNumber = DiagnosticCode(
    "S210", "unknown-number",
    """
    The address of a number names the analysis, the group, the variable and
    the statistic: `satisfaction/district=东区/overall/index`. Parts that leave
    no doubt may be left out, their order does not matter, and labels work as
    well as values. Numbers in tables are addressed by the table, the row and
    the column: `ledger/time-limits/all/on_time_rate`.

    `manyi explain STUDY` lists the analyses and `manyi explain STUDY RESULT`
    the numbers of one.
    """)

  /// An address that several numbers have.
  public static let ambiguousNumber = DiagnosticCode(
    "S211", "ambiguous-number",
    """
    The address fits several numbers, because it leaves out a part in which
    they differ. The message lists the first of them with their full
    addresses.
    """)

  /// A file that is not the one an output was made from.
  public static let changedSinceOutput = DiagnosticCode(
    "S212", "changed-since-output",
    """
    The manifest of an output holds the SHA-256 of every file that the run
    read. A file that has another one now was changed since: what is explained
    is what the study gives today, and it may differ from what the output
    says. Run the study again, or bring the old files back.
    """)

  /// An output whose study was not found.
  public static let studyOfOutput = DiagnosticCode(
    "S213", "study-of-output",
    """
    An output folder names its study without the path to it, so that it can be
    moved and shared. The study is looked for in the folders around the output
    and in the current one; `--study FILE` says where it is.
    """)
}
