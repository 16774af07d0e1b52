extension DiagnosticCode {
  /// Codes of study files, settings and the command.
  static let study: [DiagnosticCode] = [
    unknownColumn, unknownKey, missingKey, wrongValue, duplicateKey,
    unreadableYAML, unsupportedYAML, missingFile,
  ]

  /// A column that the table does not have.
  public static let unknownColumn = DiagnosticCode(
    "S101", "unknown-column",
    """
    A study file or a setting names a column that the data file does not have.
    Column names are compared letter by letter, after Chinese names of the
    built-in schemas have been translated to their field names.

    Use one of the names that `manyi check` lists, or correct the header of
    the file.
    """)

  /// A key that has no meaning at its place.
  public static let unknownKey = DiagnosticCode(
    "S102", "unknown-key",
    """
    A key in a study file, a codebook or `--set` has no meaning at this place.
    Unknown keys stop the run, because a misspelt key would otherwise be
    ignored in silence.
    """)

  /// A key that has to be there and is not.
  public static let missingKey = DiagnosticCode(
    "S103", "missing-key",
    "A key that this part of the study cannot do without is not there.")

  /// A value of the wrong type or outside its limits.
  public static let wrongValue = DiagnosticCode(
    "S104", "wrong-value",
    """
    The value of a key is of another type than the key takes, is not one of
    the choices, or lies outside the limits.
    """)

  /// The same key twice in one mapping.
  public static let duplicateKey = DiagnosticCode(
    "S105", "duplicate-key",
    "The same key stands twice in one mapping; only one can hold.")

  /// A YAML file that cannot be parsed.
  public static let unreadableYAML = DiagnosticCode(
    "S106", "unreadable-yaml",
    """
    The file is not well-formed YAML. Common reasons: a tab for indentation, a
    colon inside a text without quotes, a bracket that is not closed.
    """)

  /// YAML that is well-formed but refused.
  public static let unsupportedYAML = DiagnosticCode(
    "S107", "unsupported-yaml",
    """
    Study files and codebooks use plain YAML: no anchors, aliases or tags, at
    most 1 MiB, 50,000 values and 64 levels. This keeps them readable and
    protects against files that unfold without end.
    """)

  /// A file that is not there or cannot be opened.
  public static let missingFile = DiagnosticCode(
    "S110", "missing-file",
    """
    A file that the study or the command line names cannot be opened. Paths in
    a study are relative to the study file.
    """)
}
