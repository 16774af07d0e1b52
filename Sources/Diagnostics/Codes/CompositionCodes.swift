extension DiagnosticCode {
  /// Codes of studies that are put together: includes and parameters.
  static let composition: [DiagnosticCode] = [
    includeLoop, unknownParameter, unusedParameter, missingParameter,
  ]

  /// A file that includes itself, or includes that are too deep.
  public static let includeLoop = DiagnosticCode(
    "S190", "include-loop",
    """
    A file under `include` includes itself, at once or by way of others, or
    files include files more than 8 levels deep.

    For example, `common.yaml` says `include: [study.yaml]`, and `study.yaml`
    says `include: [common.yaml]`. The message lists the files on the way.
    Take the file out of one of the lists: a file that others include holds
    only what they share.
    """)

  /// A parameter that the study does not declare.
  public static let unknownParameter = DiagnosticCode(
    "S191", "unknown-parameter",
    """
    A value uses `${name}`, or the command line has `-P name=value`, and the
    study declares no parameter of that name.

    Declare it with a value that holds when none is given, as in
    `parameters: {district: 东区}`, or correct the name. A text that needs the
    signs themselves doubles the first: `$${name}`.
    """)

  /// A parameter that no value uses.
  public static let unusedParameter = DiagnosticCode(
    "S192", "unused-parameter",
    """
    The study declares a parameter that none of its values uses, so that
    giving it another value would change nothing.

    Write `${name}` where the value belongs, as in
    `where: district = '${district}'`, or take the parameter out.
    """)

  /// A parameter without a value.
  public static let missingParameter = DiagnosticCode(
    "S193", "missing-parameter",
    """
    A value uses a parameter that is declared without a value, as in
    `parameters: {district: }`: whoever runs the study has to choose.

    Give it one: `manyi run study.yaml -o out -P district=东区`.
    """)
}
