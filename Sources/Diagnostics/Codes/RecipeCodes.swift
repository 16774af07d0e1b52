extension DiagnosticCode {
  /// Codes of recipes, and of tables made from several.
  static let recipe: [DiagnosticCode] = [
    wrongStep, unchangedStep, lostValues, keptValues, nameTaken, circularData,
    preparedInput, typeConflict, labelConflict, unmatchedKeys, repeatedKeys,
    missingKeys, wrongCombination, textLikeReason,
  ]

  /// A new value that looks like a reason for missing values.
  public static let textLikeReason = DiagnosticCode(
    "S220", "text-like-reason",
    """
    A recode gives a value that is written almost like `missing`, `refused`,
    `dont-know`, `not-applicable` or another reason for missing values, but not
    quite. It becomes an answer, and is counted as one. Correct the word; if it
    is an answer, put it in quotes.
    """)

  /// A step of a recipe that does not fit its columns.
  public static let wrongStep = DiagnosticCode(
    "S160", "wrong-step",
    """
    A step of a recipe does not fit the column that it is about: texts cannot
    be reversed, dates cannot be recoded, a scale is not known. The steps after
    it are not run. The steps are `rename`, `recode`, `reverse`, `bin`,
    `derive`, `filter`, `set-missing`, `drop`, `keep` and `label`.
    """)

  /// A step of a recipe without effect.
  public static let unchangedStep = DiagnosticCode(
    "S161", "unchanged-step",
    """
    A step of a recipe, or a rule of a recode, changes nothing. Often a code is
    written differently in the file: `manyi list STUDY` shows the columns and
    their values.
    """)

  /// Cells that a step left without a value.
  public static let lostValues = DiagnosticCode(
    "S162", "lost-values",
    """
    A step of a recipe could give no value to some cells: a number was divided
    by zero or its logarithm does not exist (missing as `not-applicable`), a
    text is no number or date (`unreadable`), a number lies outside the breaks
    or the scale (`out-of-range`).
    """)

  /// Values that no rule of a recode meets, in a new column.
  public static let keptValues = DiagnosticCode(
    "S166", "kept-values",
    """
    A recode into a new column met values that none of its rules names. They \
    keep their value there, and stand among the new ones as groups of their own.

    Add them to `map`, or write `else: missing`, a reason or a value. `else: \
    keep` says that they are meant to stay.
    """)

  /// A column that is there already.
  public static let nameTaken = DiagnosticCode(
    "S163", "name-taken",
    """
    A step would make a column with the name of another one. Choose another
    name, or drop or rename the other column first.
    """)

  /// Data sets that need each other.
  public static let circularData = DiagnosticCode(
    "S164", "circular-data",
    """
    A data set joins another one that is itself made from the first. Read the
    file once more under another name to break the circle.
    """)

  /// A file that is not what a log was written for.
  public static let preparedInput = DiagnosticCode(
    "S165", "prepared-input",
    """
    The log of a prepared table names its files with their hashes, and a file
    now has other bytes. The steps of the log still run, but the table may
    become another one.
    """)

  /// A column that is of different types in two files.
  public static let typeConflict = DiagnosticCode(
    "D300", "type-conflict",
    """
    A column has numbers in one file and texts or dates in another. When files
    are appended, the column becomes text. Give the column a `type` in the
    codebook to have the same type in all files.
    """)

  /// A code that has two labels.
  public static let labelConflict = DiagnosticCode(
    "D301", "label-conflict",
    """
    The codebooks of two files that are put together give a code two labels, or
    a column two scales. What the first file says holds. Check whether the
    codes mean the same in both, and recode one file if they do not.
    """)

  /// Rows without a partner.
  public static let unmatchedKeys = DiagnosticCode(
    "D302", "unmatched-keys",
    """
    Rows of one table of a join have a key that the other table does not have.
    With `kind: left` such rows stay, and the columns of the other table are
    missing as `not-applicable`; with `inner` they go; `full` keeps those of
    both tables.
    """)

  /// A key with several rows.
  public static let repeatedKeys = DiagnosticCode(
    "D303", "repeated-keys",
    """
    A key stands in several rows of the table that is joined, so that rows
    would be multiplied. Remove the repeated rows, or declare `many: true` when
    every pair is wanted. In a change from long to wide, a key and a name
    together stand in several rows.
    """)

  /// Rows without a key.
  public static let missingKeys = DiagnosticCode(
    "D304", "missing-keys",
    """
    Rows have no value in a key column, and match no row of the other table.
    They keep blanks in the columns that come from there. Fill the key in, or
    leave such rows out with a `filter` step before.
    """)

  /// Tables that cannot be put together.
  public static let wrongCombination = DiagnosticCode(
    "D305", "wrong-combination",
    """
    Tables cannot be appended, joined or reshaped as the study asks: two
    columns have one name, keys are of different types, or columns that become
    one hold different types.
    """)
}
