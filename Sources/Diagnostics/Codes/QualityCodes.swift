/// Findings about the rules of quality, the range A240 to A249.
extension DiagnosticCode {
  static let quality: [DiagnosticCode] = [
    qualityItem, qualityRuleSkipped, qualityExcluded, qualityComparison,
    qualityKeptNone,
  ]

  /// An item without codes.
  public static let qualityItem = DiagnosticCode(
    "A240", "quality-item",
    """
    A column was named as an item of the quality rules, and its values have no
    order: it holds free text, dates or several answers at once. Items are
    columns of numbers, or of words that the codebook lists under `values` in
    the order of the scale.
    """)

  /// A rule that was asked for and cannot be applied.
  public static let qualityRuleSkipped = DiagnosticCode(
    "A241", "quality-rule-skipped",
    """
    The study asks for a rule of quality that the data do not allow: there is
    no column of durations, no scale was named, too few items, or too many
    pairs of rows to compare. The report lists the rule as not applied, and
    no row is flagged by it.
    """)

  /// Rows that the rules exclude.
  public static let qualityExcluded = DiagnosticCode(
    "A242", "quality-excluded",
    """
    Rules of quality with `action: exclude` took rows out before the analyses.
    They are kept with the reason in `quality/NAME-excluded.csv`. Write
    `compare-quality: true` in an analysis to see it with and without them.
    """)

  /// A comparison that compares nothing.
  public static let qualityComparison = DiagnosticCode(
    "A243", "quality-comparison",
    """
    An analysis asks with `compare-quality` for its result with and without
    excluded rows, but its data set has no rule that excludes any. Give a rule
    `action: exclude`, or set `exclude-flags` to a number of flags.
    """)

  /// Every row is excluded.
  public static let qualityKeptNone = DiagnosticCode(
    "A244", "quality-kept-none",
    """
    The rules of quality exclude every row of a data set, so that nothing is
    left to analyse. Most often a threshold has another unit than the column,
    such as minutes for a duration in seconds.
    """)
}
