extension DiagnosticCode {
  /// Codes of regressions.
  static let regression: [DiagnosticCode] = [
    .rowsLeftOut, .dependentTerms, .modelNotFitted, .modelNotConverged,
    .separation, .tooManyCoefficients, .replicatesNotFitted,
    .unpooledCoefficients,
  ]

  /// `rows-left-out`.
  public static let rowsLeftOut = DiagnosticCode(
    "A401", "rows-left-out",
    """
    Rows have no value of some variable of a model and are not used.

    When they are many, the model is about those who answered everything. Look
    at who is missing, or leave out the variable with most missing values.
    """)

  /// `dependent-terms`.
  public static let dependentTerms = DiagnosticCode(
    "A402", "dependent-terms",
    """
    A column of the model can be computed from the columns before it, such as
    the last of several shares that add up to 1, or a value that no row has in
    combination with another. It has no coefficient of its own.

    The other coefficients stay right; what they mean depends on which column
    was left out. Remove one of the terms to decide it yourself.
    """)

  /// `model-not-fitted`.
  public static let modelNotFitted = DiagnosticCode(
    "A403", "model-not-fitted",
    """
    A model has no solution, or nothing to be fitted to: no row has a value of
    the outcome and of all terms, or the outcome is the same everywhere.

    Look at the columns with `manyi list STUDY`; fewer terms, or terms without
    many missing values, leave rows to fit.
    """)

  /// `model-not-converged`.
  public static let modelNotConverged = DiagnosticCode(
    "A404", "model-not-converged",
    """
    The steps towards the coefficients did not come to rest. The numbers are
    those of the last step and should not be used.

    A simpler model or the usual link of the family mostly helps.
    """)

  /// `separation`.
  public static let separation = DiagnosticCode(
    "A405", "separation",
    """
    For some values of the terms every row has the same answer. The best
    coefficient is then infinite, and where the steps towards it end is
    chance: neither it nor its standard error has a meaning.

    Join values of the term, or leave it out; a cross-tabulation shows which
    combination has only one answer.
    """)

  /// `too-many-coefficients`.
  public static let tooManyCoefficients = DiagnosticCode(
    "A406", "too-many-coefficients",
    """
    A model has as many coefficients as the design has degrees of freedom, or
    more. The coefficients can be computed, but nothing is left to tell how
    sure they are: there are no tests and no intervals.

    Degrees of freedom come from clusters, not from rows. Use fewer terms.
    """)

  /// `replicates-not-fitted`.
  public static let replicatesNotFitted = DiagnosticCode(
    "A407", "replicates-not-fitted",
    """
    A model has no solution under some sets of replicate weights, mostly
    because a value of a term then has one answer only. Standard errors come
    from the other sets and are a little too small.

    When these are many, join rare values or leave a term out.
    """)

  /// Coefficients that some imputations lack.
  public static let unpooledCoefficients = DiagnosticCode(
    "A345", "unpooled-coefficients",
    """
    A model is fitted in each imputation by itself, and its coefficients are
    pooled. These ones have no value, no standard error or no degrees of
    freedom in some of the imputations: a value of a factor occurs in none of
    their rows, a column depends on others there, or the design has too few
    clusters for so many coefficients.

    Group values that few rows have, or leave a term out.
    """)
}
