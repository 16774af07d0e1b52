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

        design: {wieghts: w}      # unknown
        design: {weights: w}      # known

    Correct the key as the message proposes, or look it up: `manyi schema study`
    has every key at its place, and editors complete them from it.
    """)

  /// A key that has to be there and is not.
  public static let missingKey = DiagnosticCode(
    "S103", "missing-key",
    """
    A key that this part of the study cannot do without is not there, or
    stands there without a value.

        satisfaction: {data: ratings, items: [grade]}                # no kind
        satisfaction: {kind: index, data: ratings, items: [grade]}

    Write the key as the message shows it. A key that stands too far to the
    left belongs to another part of the file: check the indentation.
    """)

  /// A value of the wrong type or outside its limits.
  public static let wrongValue = DiagnosticCode(
    "S104", "wrong-value",
    """
    The value of a key is of another type than the key takes, is not one of
    the choices, or lies outside the limits.

        level: high        # wrong: a number is needed
        level: 0.95        # right
        adjust: holmes     # wrong: the message lists the choices

    Choose a value as the message says. Texts that look like numbers go in
    quotes; a full-width number such as ５ is a text.
    """)

  /// The same key twice in one mapping.
  public static let duplicateKey = DiagnosticCode(
    "S105", "duplicate-key",
    """
    The same key stands twice in one mapping; only one of the two values can
    hold.

        level: 0.95
        title: Survey
        level: 0.9         # the second one is reported

    Remove one of them. Two analyses or data sets need names of their own.
    """)

  /// A YAML file that cannot be parsed.
  public static let unreadableYAML = DiagnosticCode(
    "S106", "unreadable-yaml",
    """
    The file is not well-formed YAML. Common reasons: a tab for indentation, a
    full-width colon, no blank after a colon, a colon inside a text without
    quotes, a bracket that is not closed.

        title：满意度              # full-width colon
        title: Survey: part 1      # a colon in the text
        title: "Survey: part 1"    # right

    The place is where the reader gave up; the reason may stand a line above.
    """)

  /// YAML that is well-formed but refused.
  public static let unsupportedYAML = DiagnosticCode(
    "S107", "unsupported-yaml",
    """
    Study files and codebooks use plain YAML: no anchors, aliases or tags, at
    most 1 MiB, 50,000 values and 64 levels. This keeps them readable and
    protects against files that unfold without end.

        base: &b {level: 0.9}     # refused, and so is *b
        code: !!str 007           # refused
        code: "007"               # right

    Write a value out where it is needed, put what studies share into a file
    under `include`, and what changes between runs into `parameters`.
    """)

  /// A file that is not there or cannot be opened.
  public static let missingFile = DiagnosticCode(
    "S110", "missing-file",
    """
    A file that the study or the command line names cannot be opened. Paths in
    a study are relative to the study file; those of `include` are relative to
    the file that includes.

        study/study.yaml:  data: {ratings: {file: data/ratings.csv}}
        is looked for as   study/data/ratings.csv

    Correct the path, or see whether the file may be read.
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
    The study refers to a data set, an analysis or a kind of analysis by a
    name that does not exist.

        data: {ratings: {file: ratings.csv}}
        analyses: {a: {kind: mean, data: rating, variables: [x]}}   # ratings

    Names are compared letter by letter. `manyi list STUDY` shows the names of a
    study, `manyi analyze --help` the kinds, `manyi init --list` the templates.
    """)

  /// A study of a version that this program does not know.
  public static let unsupportedVersion = DiagnosticCode(
    "S111", "unsupported-version",
    """
    A study file starts with `manyi: 1`, the version of its keys. A higher
    version was written for a newer program: `manyi version` tells which one
    this is. Write `manyi: 1` when the number is a slip.
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
    file: `where: district = 东区` finds nothing in a column of codes 1 and 2.

    `manyi list STUDY` shows the columns and their values. A condition compares
    codes, not labels.
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
    known.

        manyi run study.yaml               # where to? add -o out
        manyi run study.yaml --out=x       # the option is called --output

    `manyi help COMMAND` shows what a command takes, with examples.
    """)

  /// A command that does not exist.
  public static let unknownCommand = DiagnosticCode(
    "S131", "unknown-command",
    """
    The first word is not a command. `manyi --help` lists the commands; the
    message proposes the nearest one.

        manyi chek study.yaml      # check
    """)

  /// A diagnostic code that does not exist.
  public static let unknownCode = DiagnosticCode(
    "S132", "unknown-code",
    """
    `manyi explain` takes a code such as S101 or a name such as
    unknown-column. `manyi explain` alone lists all of them, and
    `manyi explain CODE --json` gives a page to other programs.
    """)
}
