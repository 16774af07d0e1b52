extension DiagnosticCode {
  /// Codes of scales and their factors.
  static let scales: [DiagnosticCode] = [
    .heywoodCase, .factorsNotConverged, .contraryItem,
  ]

  /// `heywood-case`.
  public static let heywoodCase = DiagnosticCode(
    "A471", "heywood-case",
    """
    Common factors explain an item completely: the share of its variance that
    is its own went to the lower limit (a Heywood case). The solution is not
    to be trusted.

    Ask for fewer factors, or leave the item out.
    """)

  /// `factors-not-converged`.
  public static let factorsNotConverged = DiagnosticCode(
    "A472", "factors-not-converged",
    """
    The search for common factors did not end at a minimum.

    Ask for fewer factors, or look at the components instead.
    """)

  /// `contrary-item`.
  public static let contraryItem = DiagnosticCode(
    "A381", "contrary-item",
    """
    An item goes against the others of its scale: who answers it high answers
    them low, and the reliability suffers. Often its answers are coded the
    other way round.

    Look at its question. Where it is worded the other way, name it under
    `reversed`; where it measures something else, leave it out of the scale.
    """)
}
