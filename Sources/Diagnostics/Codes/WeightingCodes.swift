extension DiagnosticCode {
  /// Codes of weighting.
  static let weighting: [DiagnosticCode] = [
    .wrongTarget, .targetsDisagree, .targetWithoutRows, .valueWithoutTarget,
    .missingMarginValue, .impossibleTargets, .unmetTargets, .wrongTrimming,
    .nonresponseCell, .percentTargets, .silencedRows,
  ]

  /// `wrong-target`.
  public static let wrongTarget = DiagnosticCode(
    "A701", "wrong-target",
    """
    A target of a calibration cannot be used: it is negative or no number, it
    is given twice, names another number of values than its margin has
    variables, or does not fit the method.

    `poststratify` takes one margin, `rake` several; both take no totals of
    numbers, which `linear`, `raking` and `logit` do.
    """)

  /// `targets-disagree`.
  public static let targetsDisagree = DiagnosticCode(
    "A702", "targets-disagree",
    """
    The margins add up to different populations, or shares do not add up to 1.
    No weights can meet both.

    Give counts of one source, or shares. Shares are shares of `total`, of the
    counts of another margin, or of the weights as they were.
    """)

  /// `target-without-rows`.
  public static let targetWithoutRows = DiagnosticCode(
    "A703", "target-without-rows",
    """
    A cell has a target and no row in the sample. No weights can stand for
    somebody who is not there.

    Join the value with a similar one, in the data with a recode and in the
    targets by adding them up, or correct the spelling of the value.
    """)

  /// `value-without-target`.
  public static let valueWithoutTarget = DiagnosticCode(
    "A704", "value-without-target",
    """
    Rows hold a value of a margin for which there is no target. They would
    silently keep or lose their weight.

    Give every value a target; 0 takes the rows out.
    """)

  /// `missing-margin-value`.
  public static let missingMarginValue = DiagnosticCode(
    "A705", "missing-margin-value",
    """
    Rows have no value of a variable that the weights are calibrated with.

    Fill the cells in, leave the rows out with `where` of the data set, or
    write `missing: category`. Then these rows are a category of their own
    that keeps its share of the weights, and the targets are shared out among
    the others.
    """)

  /// `impossible-targets`.
  public static let impossibleTargets = DiagnosticCode(
    "A706", "impossible-targets",
    """
    No weights meet all targets together, although each has rows: some
    combinations of values do not occur, or the bounds are too narrow. This is
    found by a linear program before anything is iterated.

    The notes name the smallest set of targets without which the others can
    be met. Change those, join their values, or widen the bounds.
    """)

  /// `unmet-targets`.
  public static let unmetTargets = DiagnosticCode(
    "A707", "unmet-targets",
    """
    A calibration ended before all targets were met, or weights stay beyond
    thresholds. The weights are used as they are, and the report of the kind
    `weighting` shows how far every target is off.
    """)

  /// `wrong-trimming`.
  public static let wrongTrimming = DiagnosticCode(
    "A708", "wrong-trimming",
    """
    A threshold of weights cannot be read or applied. Thresholds are sums and
    products of numbers and of `mean`, `median`, `min`, `max`, `sd`, `iqr`,
    `q1`, `q3` and `p1` to `p99` of the weights, such as `median + 3.5 * iqr`.

    What is cut goes to the weights between the thresholds, of which there
    have to be some.
    """)

  /// `nonresponse-cell`.
  public static let nonresponseCell = DiagnosticCode(
    "A709", "nonresponse-cell",
    """
    A cell of a non-response adjustment has nobody who answered and could take
    over the weight of the others, or a row has no status.

    Join cells, or name the values of the status column under `respondent`,
    `nonrespondent`, `ineligible` and `unknown`.
    """)

  /// `percent-targets`.
  public static let percentTargets = DiagnosticCode(
    "A340", "percent-targets",
    """
    The targets of a margin add up to 100 and are taken for percentages: for
    shares of `total`, of the counts of another margin, or of the weights as
    they were. As counts they would make a population of 100.

    Write `as: shares` beside `targets` to say so, or `as: counts` when they
    are counts. Numbers with decimals may miss 100 by what rounding does.
    """)

  /// `silenced-rows`.
  public static let silencedRows = DiagnosticCode(
    "A380", "silenced-rows",
    """
    A calibration gave rows the weight 0 that had one before, because a target
    of theirs is 0. They no longer count in any number; every table says how
    many rows are left.

    A target of 0 is often a blank cell or a slip in the table of the
    population. Where the population has nobody of the kind, leave the rows out
    with `where`, so that the report says so.
    """)
}
