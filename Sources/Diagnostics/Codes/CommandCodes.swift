extension DiagnosticCode {
  /// Codes of runs of many studies and of finished output.
  static let command: [DiagnosticCode] = [
    noStudies, mixedOutput, noOutput, changedOutput, unknownResult,
    unreadableOutput,
  ]

  /// A pattern that no study matches.
  public static let noStudies = DiagnosticCode(
    "S180", "no-studies",
    """
    A pattern such as `'studies/*/study.yaml'` stands for no file. `*`, `?` and
    `[…]` match within a name, `**` any number of folders; names that begin
    with a dot are left out. Folders match when they hold a `study.yaml`, files
    when their name ends with `.yaml` or `.yml`.
    """)

  /// Several studies to a folder of one.
  public static let mixedOutput = DiagnosticCode(
    "S181", "mixed-output",
    """
    With several studies, or a pattern, each study gets a folder of its own
    below the one that `-o` names. That folder is the output of a single study
    already, and its files would stand among the folders of the others. Name
    another folder, or remove the old output with `manyi clean`.
    """)

  /// A folder that is no output of a run.
  public static let noOutput = DiagnosticCode(
    "S182", "no-output",
    """
    `manyi show`, `list` and `clean` work on the output of a finished run: a
    folder with the `manifest.json` that the run wrote. A folder without one is
    left alone, whatever is in it.
    """)

  /// A file of an output that is no longer what the run wrote.
  public static let changedOutput = DiagnosticCode(
    "S183", "changed-output",
    """
    A file of the output has other bytes than the run wrote, so that somebody
    seems to have worked on it. `manyi clean` keeps such files; `--force`
    removes them too.
    """)

  /// A result that an output does not have.
  public static let unknownResult = DiagnosticCode(
    "S184", "unknown-result",
    """
    The output or the study has no result of that name. `manyi list` shows the
    names: they are those of the analyses in the study file.
    """)

  /// A results file that cannot be read.
  public static let unreadableOutput = DiagnosticCode(
    "S185", "unreadable-output",
    """
    The `results.json` or `manifest.json` of an output is not what this program
    writes: it was cut off, edited, or written by a newer version. Run the study
    again.
    """)
}
