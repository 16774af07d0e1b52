extension DiagnosticCode {
  /// Codes of indicators whose values have another unit than their scale.
  static let evaluationUnits: [DiagnosticCode] = [sharesOnPoints]

  /// Shares of 1 on a scale of points.
  public static let sharesOnPoints = DiagnosticCode(
    "A740", "shares-on-points",
    """
    All values of an indicator lie within the lowest hundredth of its scale,
    as shares from 0 to 1 do on a scale from 0 to 100, so that all its scores
    are close to 0. Most often the cells have percent signs: `90%` is read as
    0.9, whereas `90` would be read as 90.

    Remove the percent signs from the file, or end the scale at 1: `hi=1` in
    `norm_params`, or `scale: {min: 0, max: 1}`.
    """)
}
