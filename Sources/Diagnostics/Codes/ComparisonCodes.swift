extension DiagnosticCode {
  /// Codes of comparisons of units, of rates near their ceiling and of votes,
  /// the range A300 to A309.
  static let comparison: [DiagnosticCode] = [
    overDispersion, impossibleCounts, repeatedUnit, unitInTwoPeerGroups,
    unitsWithoutError, votesNotAddingUp, unmatchedRounds,
  ]

  /// Units that differ by more than chance.
  public static let overDispersion = DiagnosticCode(
    "A300", "over-dispersion",
    """
    The z-scores of the units scatter by more than chance would have it. The
    limits of the funnel allow for chance alone, so that units lie outside
    them for reasons that concern all units alike, such as their case mix.

    Let `funnel.dispersion` be `additive` or `multiplicative`, allow for case
    mix with `adjust`, or compare within `peers`.
    """)

  /// More successes than trials.
  public static let impossibleCounts = DiagnosticCode(
    "A301", "impossible-counts",
    """
    A row counts more successes than trials, more answers than persons asked,
    or leaves a number out that the others need.

    Look at the row, and at which column is the numerator.
    """)

  /// A unit with two estimates.
  public static let repeatedUnit = DiagnosticCode(
    "A302", "repeated-unit",
    """
    Estimates with standard errors cannot be added up, so every unit has one
    row. Counts can be added up: give `numerator` and `denominator` instead.
    """)

  /// A unit in two peer groups.
  public static let unitInTwoPeerGroups = DiagnosticCode(
    "A303", "unit-in-two-peer-groups",
    """
    The rows of one unit have different values of the column of peers. A unit
    is compared within one group.
    """)

  /// Units whose uncertainty is not known.
  public static let unitsWithoutError = DiagnosticCode(
    "A304", "units-without-error",
    """
    A mean without a standard error above 0, such as that of one row or of
    equal answers, says nothing about its uncertainty. Such units are listed
    and not compared.

    Under a design with clusters the uncertainty of a mean comes from the
    differences between clusters. A unit that is one sampled cluster, such as
    a village where villages were drawn, has none however many rows it has.
    Compare larger units, or leave `clusters` out of the design of a data set
    of its own where the question is about these very clusters.
    """)

  /// Votes that do not add up to those present.
  public static let votesNotAddingUp = DiagnosticCode(
    "A305", "votes-not-adding-up",
    """
    The votes for the grades and the abstentions do not add up to the number
    present. Somebody did not vote, or a number is wrong.

    The verdict follows from the votes and the denominator as they stand; say
    in the report what became of the rest.
    """)

  /// Answers of one round only.
  public static let unmatchedRounds = DiagnosticCode(
    "A306", "unmatched-rounds",
    """
    Only cases with an answer in the first and in a later round can show a
    change. The others are counted and left out of it.
    """)
}
