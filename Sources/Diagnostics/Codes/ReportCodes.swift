extension DiagnosticCode {
  /// Codes of reports and output files.
  static let report: [DiagnosticCode] = [
    unknownPlaceholder, cardsWithoutCases, unknownChart, emptyChart,
    repeatedChartCell, chartBounds, chartNumbers, unknownFormat,
    missingConverter,
    failedPicture, radarChart, themeFile, themeColours,
    themeLogo, noChartResult,
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

  /// Numbers that a kind of chart cannot show as they are.
  public static let chartNumbers = DiagnosticCode(
    "R180", "chart-numbers",
    """
    A chart must not show what the numbers do not say. Stars lie between 0 and
    `count`; in a waterfall the first row and the changes after it add up to
    the last row, up to rounding. Look at the file where they do not: a row
    may be missing, or a column may hold something else.
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

  /// A radar chart, which is not drawn.
  public static let radarChart = DiagnosticCode(
    "R150", "radar-chart",
    """
    The shape and the area of a radar chart change with the order of its
    spokes, which is arbitrary, and the area grows with the square of the
    values: twice as good looks four times as large. `manyi chart profile`
    shows the same columns as a row of dots for each indicator, one unit dark
    among its peers, all on one scale.
    """)

  /// A theme that cannot be read.
  public static let themeFile = DiagnosticCode(
    "R151", "theme-file",
    """
    A theme is `light`, `dark` or `print`, or a YAML file that starts from one
    of them (`base`) and replaces colours (`background`, `ink`, `muted-ink`,
    `grid`, `axis`, `zone`, `highlight`, `others`, `mark`, and the lists
    `diverging5`, `diverging7`, `sequential`, `series`), fonts (`fonts`,
    `latin-fonts`) and the logo (`logo`, a PNG or SVG file). Colours are
    written as `#1f5a99`; names of fonts hold letters, digits, spaces and
    hyphens only.
    """)

  /// Colours that some readers cannot tell apart or read.
  public static let themeColours = DiagnosticCode(
    "R152", "theme-colours",
    """
    Every palette of a theme file is checked when it is read: texts need a
    contrast of 4.5:1 with the page and lines 3:1 (WCAG 2), and colours that
    stand beside each other have to differ for readers with each kind of
    colour vision (Machado and others 2009, CIEDE2000). The chart is drawn
    with the colours as given; the warning names the pair.
    """)

  /// A logo that cannot be used.
  public static let themeLogo = DiagnosticCode(
    "R153", "theme-logo",
    """
    A logo is a PNG file or an SVG file of at most 256 KiB. It is put into the
    chart as an image, so that nothing in it runs or is loaded from elsewhere.
    An SVG file is read first: scripts, event handlers, styles with addresses,
    links, embedded pages and declarations of entities are refused.
    """)

  /// A result of which no chart can be drawn.
  public static let noChartResult = DiagnosticCode(
    "R154", "no-chart-result",
    """
    `manyi chart results.json --result NAME` draws the charts of a result of a
    finished run again, from the numbers in the file, without reading data.
    `manyi chart results.json --list` lists the results and their figures.
    """)
}
