import ArgumentParser

/// How a command writes its answer.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case human
  /// One finding a line, for editors and grep; results as for people.
  case concise
  /// One document, whose `schema` is the version of its keys.
  case json
  /// One event a line, as it happens.
  case jsonl

  /// Whether nothing but the answer may be printed.
  var isForPrograms: Bool { self == .json || self == .jsonl }
}

/// The options that choose a format.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How the answer is written: human, concise, json or jsonl.",
      valueName: "format"))
  var named: OutputFormat?

  @Flag(help: "Print everything as JSON; the same as --format json.")
  var json = false

  func validate() throws {
    if json, let named, named != .json {
      throw ValidationError(
        "--json and --format \(named.rawValue) exclude one another")
    }
  }

  var format: OutputFormat { json ? .json : named ?? .human }
}
