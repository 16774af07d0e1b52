extension DiagnosticCode {
  /// A way to combine scores that no indicator uses.
  public static let unusedCombination = DiagnosticCode(
    "A341", "unused-combination",
    """
    `raters.combine` says how the scores of evaluators are combined where the
    `formula` of an indicator is empty. Here every such indicator names a way
    of its own, so that the key has no effect.

    Leave the formulas empty to use the key, or leave the key out.
    """)
}
