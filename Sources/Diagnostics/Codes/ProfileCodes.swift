extension DiagnosticCode {
  /// Codes of exports of survey platforms.
  static let profiles: [DiagnosticCode] = [
    profileUnlike, partialResponses, unknownOptions, profileRemark,
    unclearTick, differentTicks, dateOrder,
  ]

  /// A file that is not what its profile says.
  public static let profileUnlike = DiagnosticCode(
    "D260", "profile-unlike",
    """
    The study names a platform with `profile`, and the file does not look like
    an export of it. It was read by the rules of that platform as far as they
    apply. Correct the name, or leave `profile` out: files of the known
    platforms are recognised by themselves.
    """)

  /// Responses that are incomplete or no real ones.
  public static let partialResponses = DiagnosticCode(
    "D261", "partial-responses",
    """
    The platform marks responses as incomplete, previews, tests or spam. They
    are kept, because leaving them out is a decision. The note gives the
    condition that leaves them out; write it as `where` of the data set.
    """)

  /// Cells that may hold several options which nobody listed.
  public static let unknownOptions = DiagnosticCode(
    "D262", "unknown-options",
    """
    Cells of a question may hold several options, joined by a sign that also
    stands within options and sentences. They stay text. List the options as
    `values` of the variable in the codebook; then each cell is taken apart by
    the options that are known, the longest first.
    """)

  /// Something about how an export was understood.
  public static let profileRemark = DiagnosticCode(
    "D263", "profile-remark",
    """
    A part of an export of a survey platform is damaged, or the file belongs
    together with another one. The message says what was done.
    """)

  /// Cells of an option that say neither yes nor no.
  public static let unclearTick = DiagnosticCode(
    "D264", "unclear-tick",
    """
    A question stands in one column for each option, and a cell says neither
    that the option was ticked nor that it was not. The answer of that
    respondent is set missing with the reason `unreadable`.
    """)

  /// Two forms of the same answers that differ.
  public static let differentTicks = DiagnosticCode(
    "D265", "different-ticks",
    """
    The export holds the answers to a question twice: joined in one cell, and
    in one column for each option. They differ for some responses. The columns
    count. Most often the cells were edited after the export, or options were
    renamed between versions of the form.
    """)

  /// Dates that could be read in two ways.
  public static let dateOrder = DiagnosticCode(
    "D266", "date-order",
    """
    Dates such as 3/2/2026 have the month or the day first, and no date of the
    file tells which. They were read as the platform usually writes them.
    """)
}
