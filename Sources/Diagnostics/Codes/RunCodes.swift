extension DiagnosticCode {
  /// Codes of runs that build on earlier ones.
  static let run: [DiagnosticCode] = [noLastRun]

  /// A folder without a run that could be repeated.
  public static let noLastRun = DiagnosticCode(
    "S170", "no-last-run",
    """
    `manyi retry` repeats what failed in the last run into a folder, which the
    run wrote to `run-results.json` there. The folder has no such file, or not
    one of ours: no run has been written to it yet, or the file was deleted.
    Start a run with `manyi run STUDY -o FOLDER`.
    """)
}
