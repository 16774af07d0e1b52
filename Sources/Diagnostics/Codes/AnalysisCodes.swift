extension DiagnosticCode {
  /// Codes of analyses.
  static let analysis: [DiagnosticCode] = estimation + designs

  /// Codes of designs, estimates, indices and scales.
  static let estimation: [DiagnosticCode] = [
    .ratioIsNoShare, .ratioBeyondShare,
    .missingDesignValue, .negativeWeight, .populationBelowSample,
    .populationVaries, .singleCluster, .notNumeric, .nothingToEstimate,
    .unknownValue, .noScale, .valueOutsideScale, .ungradedValue,
    .impossibleVotes, .gradesWithoutOrder, .tooFewItems, .rowsWithoutGroup,
    .incompletePopulation, .constantItem, .wrongOption,
    .unpresentableShares, .extremeGradesOnly,
  ]

  /// `unpresentable-shares`.
  public static let unpresentableShares = DiagnosticCode(
    "A501", "unpresentable-shares",
    """
    Shares are too uncertain to be presented by the standard of the National
    Center for Health Statistics (2017): fewer than 30 rows or an effective
    base below 30, or an interval that is too wide.

    They carry the remark `nchs-suppress` in `--json` and `results.json`. Join
    groups or values, or let `presentation: nchs-suppress` take the numbers
    away.
    """)

  /// `missing-design-value`.
  public static let missingDesignValue = DiagnosticCode(
    "A101", "missing-design-value",
    """
    A stratum, cluster, weight or population column has no value in some rows.
    A row without them cannot be given a place in the sample, and leaving it
    out in silence would change every variance.

    Fill the cells in, or leave the rows out with `where` of the data set.
    """)

  /// `negative-weight`.
  public static let negativeWeight = DiagnosticCode(
    "A102", "negative-weight",
    """
    A weight is negative, or all weights are zero. A weight says how many
    units of the population a row stands for.

    Rows that must not count get the weight 0.
    """)

  /// `population-below-sample`.
  public static let populationBelowSample = DiagnosticCode(
    "A103", "population-below-sample",
    """
    A population column names fewer units than were sampled, or a fraction
    that is not above 0.

    A column holds counts, or, when no value is above 1, fractions.
    """)

  /// `population-varies`.
  public static let populationVaries = DiagnosticCode(
    "A104", "population-varies",
    """
    Rows of the same stratum (or of the same cluster, for later stages) name
    different populations.

    The order of the population columns is that of the stages: first the
    number of clusters in the stratum, then of units in the cluster.
    """)

  /// `single-cluster`.
  public static let singleCluster = DiagnosticCode(
    "A105", "single-cluster",
    """
    A stratum has one sampled cluster, which does not tell how much clusters
    differ.

    Join the stratum with a similar one, or choose a policy with
    `single-cluster`: `remove`, `certainty`, `centre`, `average` or `collapse`.
    """)

  /// `not-numeric`.
  public static let notNumeric = DiagnosticCode(
    "A106", "not-numeric",
    """
    A column of numbers is needed, and this one holds text.

    Values of text are counted with `share`; grades get points with
    `index` and `grades`.
    """)

  /// `nothing-to-estimate`.
  public static let nothingToEstimate = DiagnosticCode(
    "A107", "nothing-to-estimate",
    """
    The analysis names no variable, or no number that its items can have.

        answers: {kind: mean, variables: []}           # nothing
        answers: {kind: mean, variables: [score]}

    Name the columns; `manyi list STUDY` shows them.
    """)

  /// `unknown-value`.
  public static let unknownValue = DiagnosticCode(
    "A108", "unknown-value",
    """
    A value or a grade is neither in the data nor in the codebook.

    It is looked for as the file writes it and among the labels of the
    codebook.
    """)

  /// `no-scale`.
  public static let noScale = DiagnosticCode(
    "A109", "no-scale",
    """
    Codes are moved to the range from 0 to 100 by the ends of their scale,
    never by the smallest and largest answer that happen to occur.

    Give the item a `scale` in the codebook, `scale` in the analysis, or
    `grades`.
    """)

  /// `value-outside-scale`.
  public static let valueOutsideScale = DiagnosticCode(
    "A110", "value-outside-scale",
    """
    An answer lies outside the scale of its item and is not counted.

    Correct the scale, or declare the code as missing in the codebook.
    """)

  /// `ungraded-value`.
  public static let ungradedValue = DiagnosticCode(
    "A111", "ungraded-value",
    """
    Rows hold a value that is not among the grades. A grade may be misspelt
    or forgotten, and its answers would silently leave the denominator.

    Correct `grades`. For values that are no grades, such as abstentions,
    write `ungraded: [弃权, 不了解]`, or `ungraded: exclude` for all of them.
    With the denominator `valid` they are then not counted, with `present` and
    `all` they count with 0 points.
    """)

  /// `impossible-votes`.
  public static let impossibleVotes = DiagnosticCode(
    "A112", "impossible-votes",
    """
    Votes are not whole numbers, are negative, or are more than the members
    or persons present.
    """)

  /// `grades-without-order`.
  public static let gradesWithoutOrder = DiagnosticCode(
    "A113", "grades-without-order",
    """
    A verdict needs to know which grade is better.

    List the grades best first, or label the codes in the codebook in that
    order.
    """)

  /// `too-few-items`.
  public static let tooFewItems = DiagnosticCode(
    "A114", "too-few-items",
    """
    The reliability of a scale needs at least two items: with one there is
    nothing that it could agree with.

        quality: {kind: alpha, items: [q1]}            # too few
        quality: {kind: alpha, items: [q1, q2, q3]}

    Name the other items of the scale, or leave the analysis out.
    """)

  /// `rows-without-group`.
  public static let rowsWithoutGroup = DiagnosticCode(
    "A115", "rows-without-group",
    """
    Rows have no value of a grouping variable. They count in the overall
    numbers and in no group.
    """)

  /// `incomplete-population`.
  public static let incompletePopulation = DiagnosticCode(
    "A116", "incomplete-population",
    """
    The population columns do not fit the stages of the design.

    There is one for each stage; one more describes the sampling of rows
    within the last clusters.
    """)

  /// `constant-item`.
  public static let constantItem = DiagnosticCode(
    "A117", "constant-item",
    """
    An item has the same answer in every row, so it has no correlation with
    the other items and says nothing about who differs from whom.

    Leave it out of `items`, or see whether a condition under `where` keeps only
    rows with one answer.
    """)

  /// `wrong-option`.
  public static let wrongOption = DiagnosticCode(
    "A118", "wrong-option",
    """
    An option has a value that the analysis cannot use with these data, such
    as more breaks than there are values. The message names the option and what
    would do; `manyi schema study` has the limits of each.
    """)

  /// A numerator that is no part of the denominator.
  public static let ratioIsNoShare = DiagnosticCode(
    "A320", "ratio-is-no-share",
    """
    With `interval` a ratio is taken as a share, so that its intervals stay
    within 0 and 1. Then the numerator is a part of the denominator in every
    row, such as the satisfied votes of all votes: not below 0 and not above
    the denominator. The message shows the first row where it is not.

    Correct the row, or leave out `interval`.
    """)

  /// A ratio that may be a share, with intervals that leave 0 to 1.
  public static let ratioBeyondShare = DiagnosticCode(
    "A321", "ratio-beyond-share",
    """
    The numerator is a part of the denominator in every row, so the ratio is
    a share, and an interval `R ± t·se` lies partly below 0 or above 1, where
    no share can be.

        kind: ratio
        interval: logit

    makes the intervals of shares from the same standard error.
    """)

  /// `extreme-grades-only`.
  public static let extremeGradesOnly = DiagnosticCode(
    "A382", "extreme-grades-only",
    """
    Of five grades or more `satisfied` counts the best one alone and
    `dissatisfied` the worst one alone, and the tables name them so. On a scale
    such as 很满意, 满意, 一般, 不满意, 很不满意 most offices call the two best
    grades satisfied and the two worst ones dissatisfied.

    Show `top-box` and `bottom-box`, which count two grades each unless told
    otherwise, beside them or in their place.
    """)
}
