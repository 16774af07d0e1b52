extension DiagnosticCode {
  /// Codes of reports and output files.
  static let report: [DiagnosticCode] = [
    unknownPlaceholder, cardsWithoutCases, unknownChart, emptyChart,
    repeatedChartCell, chartBounds, unknownFormat, missingConverter,
    failedPicture, failedWorkbook,
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
    Report cards show the cases of an evaluation. The analysis that
    `for-each` names is of another kind and has none.
    """)

  /// A kind of chart that does not exist.
  public static let unknownChart = DiagnosticCode(
    "R110", "unknown-chart",
    """
    `manyi chart` draws one of several kinds of charts; `manyi chart --help`
    lists them with their keys.
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

  /// A kind of file that a run cannot write.
  public static let unknownFormat = DiagnosticCode(
    "R120", "unknown-format",
    """
    `formats` among the `reports` of a study lists the kinds of files that a
    run writes: `html`, `notebook`, `svg`, `markdown`, `csv`, `csv-shown`,
    `xlsx`, `latex`, `text`, `png` and `pdf`. Without the key these are
    `[html, notebook, svg, markdown, csv, xlsx]`. The manual's page about
    reports says what each of them is.
    """)

  /// The program that turns charts into pictures is not installed.
  public static let missingConverter = DiagnosticCode(
    "R121", "missing-converter",
    """
    Charts are drawn as SVG. For `png` and `pdf` they are handed to
    `rsvg-convert`, which is a program of its own and was not found in any
    folder of PATH. It comes with librsvg: `apt install librsvg2-bin` on
    Debian and Ubuntu, `dnf install librsvg2-tools` on Fedora, `brew install
    librsvg` on macOS. Everything else is written without it.
    """)

  /// A chart that could not be turned into a picture.
  public static let failedPicture = DiagnosticCode(
    "R122", "failed-picture",
    """
    `rsvg-convert` was given a chart and ended with an error, left no picture,
    or took longer than a minute. The picture is left out, all other files
    are written. The same chart as SVG can be opened in any browser.
    """)

  /// A workbook that could not be made.
  public static let failedWorkbook = DiagnosticCode(
    "R123", "failed-workbook",
    """
    The workbook is put together in the output folder and read back before it
    counts as written. It was not whole, mostly because there is no room left
    on the disk. The workbook is left out; the tables are in the other files.
    """)
}
