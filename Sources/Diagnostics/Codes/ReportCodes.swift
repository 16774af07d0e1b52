extension DiagnosticCode {
  /// Codes of reports and output files.
  static let report: [DiagnosticCode] = [
    unknownPlaceholder, cardsWithoutCases, unknownChart, emptyChart,
    repeatedChartCell, chartBounds,
  ]

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
    Report cards show the cases of an evaluation. The analysis that `for-each`
    names is of another kind and has none.

        reports: {cards: {for-each: performance, name: "{case_id}"}}

    Name an analysis with `kind: evaluation`.
    """)

  /// A kind of chart that does not exist.
  public static let unknownChart = DiagnosticCode(
    "R110", "unknown-chart",
    """
    `manyi chart` draws one of several kinds of charts; `manyi chart --help`
    lists them with their keys, and the message proposes the nearest name.

        manyi chart leage scores.csv     # league
    """)

  /// A chart for which there are too few numbers.
  public static let emptyChart = DiagnosticCode(
    "R111", "empty-chart",
    """
    Rows without a number in the columns of a chart are left out. Dots, rank
    ranges, scatter plots, trends, heat tables and trees need two rows with
    numbers, a waterfall needs three, the others one.
    """)

  /// Two rows for one place in a chart.
  public static let repeatedChartCell = DiagnosticCode(
    "R112", "repeated-chart-cell",
    """
    With `series`, every row of the file is one number, which belongs to its
    label and its series. Two rows have the same label and the same series, so
    that one of the two would be lost. Add them up or tell them apart first.
    """)

  /// Bounds of intervals that do not fit the values.
  public static let chartBounds = DiagnosticCode(
    "R113", "chart-bounds",
    """
    `lower` and `upper` name one column for each column of `value`, in the
    same order. Where a lower bound is above the upper one, the interval is
    not drawn.
    """)
}
