/// What `-h` prints: the first examples and the options, of the long text
/// that `--help` prints.
struct ShortHelp {
  let text: String

  init(_ long: String, command: String?) {
    guard let usage = long.firstRange(of: "\nUSAGE: ") else {
      text = long
      return
    }
    var opening = String(long[..<usage.lowerBound])
    if let end = opening.firstRange(of: "\n\n") {
      let examples = Self.examples(opening[end.upperBound...])
      opening =
        String(opening[..<end.lowerBound]) + "\n"
        + (examples.isEmpty ? "" : "\nEXAMPLES:\n" + examples)
    }
    let help = "manyi \(command.map { "\($0) " } ?? "")--help"
    var rest = String(long[usage.lowerBound...])
    while rest.last == "\n" { rest.removeLast() }
    text = opening + rest + "\n\n'\(help)' tells more.\n"
  }

  /// The first two examples, with the lines that go on.
  private static func examples(_ text: Substring) -> String {
    guard let start = text.firstRange(of: "EXAMPLES:\n") else { return "" }
    var lines = ""
    var count = 0
    var goesOn = false
    for line in text[start.upperBound...].split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.isEmpty || (count == 2 && !goesOn) { break }
      if !goesOn { count += 1 }
      goesOn = line.hasSuffix("\\")
      lines += line + "\n"
    }
    return lines
  }
}
