extension DiagnosticCode {
  /// Codes of study files, settings and the command.
  static let study: [DiagnosticCode] =
    [
      unknownColumn, unknownKey, missingKey, wrongValue, duplicateKey,
      unreadableYAML, unsupportedYAML, wrongExpression, unknownName,
      missingFile,
      unsupportedVersion, repeatedKeyValue, emptySelection,
      foreignFolder, unwritableOutput, busyOutput, changedInput, usage,
      unknownCommand, unknownCode,
    ] + command

  /// A column that the table does not have.
  public static let unknownColumn = DiagnosticCode(
    "S101", "unknown-column",
    """
    A study file or a setting names a column that the data file does not have.
    Column names are compared letter by letter, after Chinese names of the
    built-in schemas have been translated to their field names.

    Use one of the names that `manyi list` shows, or correct the header of
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

  /// An expression that cannot be read or does not fit its columns.
  public static let wrongExpression = DiagnosticCode(
    "S108", "wrong-expression",
    """
    A condition compares columns with values: `evaluated = 1 and dept in (1, 2)`.
    A calculation gives a value: `round(mean.2(q1, q2, q3), 1)`.

    - Signs: `=` `!=` `<` `<=` `>` `>=`, `in (…)`, `not in (…)`; `+ - * / %`
      with blanks around them, `&` joins texts.
    - `and`, `or`, `not` and parentheses join conditions; `missing(column)` and
      `missing(column, refused)` ask for cells without a value.
    - Texts compare by code, with or without quotes: `stype = 'H'`. Labels of
      the codebook are not compared. Elsewhere texts stand in quotes.
    - Names of columns with spaces or signs stand in backticks.
    - A comparison with a missing cell is not met, and neither is its negation;
      a calculation with one is missing.
    - Choices: `case when a > 1 then 'x' else 'y' end`, `if(a > 1, 'x', 'y')`,
      `coalesce(a, b)`, `has(question, option)`.
    - Numbers: `abs round floor ceiling sqrt exp log power number`, and
      `mean sum min max count` of several, which leave missing ones out
      (`mean.2(…)` needs two answers).
    - Texts: `lower upper trim length left right mid replace concat contains
      starts-with ends-with matches text`.
    - Dates: `date year month day weekday days months age add-days add-months`.
    """)

  /// A name of a data set, an analysis or a kind that does not exist.
  public static let unknownName = DiagnosticCode(
    "S109", "unknown-name",
    """
    The study refers to a data set, an analysis or a kind of analysis by a name
    that does not exist. `manyi list STUDY` shows the names of a study.
    """)

  /// A study of a version that this program does not know.
  public static let unsupportedVersion = DiagnosticCode(
    "S111", "unsupported-version",
    """
    A study file starts with `manyi: 1`, the version of its keys. A higher
    version was written for a newer program.
    """)

  /// A key column with the same value in several rows.
  public static let repeatedKeyValue = DiagnosticCode(
    "S112", "repeated-key-value",
    """
    The data set declares a `key`, a column that identifies a row, and a value
    of it is missing or stands in more than one row. Remove the second row, or
    leave out `key` when rows need not be unique.
    """)

  /// A condition that no row meets.
  public static let emptySelection = DiagnosticCode(
    "S114", "empty-selection",
    """
    No row meets the condition. Often a code is written differently in the
    file: `manyi list STUDY` shows the columns and their values.
    """)

  /// An output folder that this program did not make.
  public static let foreignFolder = DiagnosticCode(
    "S120", "foreign-folder",
    """
    The output folder exists, is not empty, and has no `manifest.json` of this
    program. To protect other work it is not replaced. Choose another folder,
    or give `--force`: then the old folder is moved aside, never deleted.
    """)

  /// An output folder that cannot be written.
  public static let unwritableOutput = DiagnosticCode(
    "S121", "unwritable-output",
    """
    The output could not be written. A run writes to a folder beside the output
    folder and renames it at the end, so the folder above has to be writable,
    with enough space. The last good output is left as it was.
    """)

  /// An output folder that another run is writing.
  public static let busyOutput = DiagnosticCode(
    "S122", "busy-output",
    """
    Another run is writing to the same output folder. Wait until it ends, or
    choose another folder.
    """)

  /// A file that changed while it was being used.
  public static let changedInput = DiagnosticCode(
    "S123", "changed-input",
    """
    A file changed between reading it and the end of the run, so the result
    cannot be traced to its bytes. Run again when the file is at rest.
    """)

  /// A command line that cannot be understood.
  public static let usage = DiagnosticCode(
    "S130", "usage",
    """
    An option, a value or an argument of the command line is missing or not
    known. `manyi help COMMAND` shows what a command takes.
    """)

  /// A command that does not exist.
  public static let unknownCommand = DiagnosticCode(
    "S131", "unknown-command",
    "The first word is not a command. `manyi --help` lists the commands.")

  /// A diagnostic code that does not exist.
  public static let unknownCode = DiagnosticCode(
    "S132", "unknown-code",
    """
    `manyi explain` takes a code such as S101 or a name such as
    unknown-column. `manyi explain` alone lists all of them.
    """)
}
