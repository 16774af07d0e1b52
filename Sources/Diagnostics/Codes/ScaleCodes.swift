extension DiagnosticCode {
  /// Codes of scales and their factors.
  static let scales: [DiagnosticCode] = [.heywoodCase, .factorsNotConverged]

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
}
