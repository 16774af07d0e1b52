import SurveyImport

/// What became of each step of the last run, with times. It differs from run
/// to run, so that the manifest does not list it.
struct RunResultsFile {
  /// How a step ended.
  enum Status: String {
    /// Done.
    case ok
    /// Taken over, because nothing that it rests on has changed.
    case skipped
    /// Done, with something to look at.
    case warn
    /// It failed.
    case error
    /// What it needs failed.
    case blocked

    /// Whether what the step makes is there.
    var isDone: Bool { self != .error && self != .blocked }
  }

  struct Step {
    var id: String
    var status: Status
    var seconds: Double?
    var message: String?
  }

  /// The name in the output folder.
  static let path = "run-results.json"

  /// The way from the output folder to the folder of the study.
  var study: String
  /// The name of the study file.
  var file: String
  /// The values of parameters that the run was given, each `name=value`.
  var parameters: [String]
  /// Whether the run replaced the output.
  var isWritten: Bool
  var steps: [Step]

  var text: String {
    JSONValue.object([
      ("tool", .text("manyi")),
      ("version", .text(manyiVersion)),
      ("schema", .integer(1)),
      ("study", .text(FileSystem.join(study, file))),
      ("parameters", .list(parameters.map { .text($0) })),
      ("written", .bool(isWritten)),
      ("failed", .list(failed.map { .text($0) })),
      ("steps", .list(steps.map(json))),
    ]).fileText
  }

  /// The steps that are to be repeated.
  private var failed: [String] {
    steps.filter { !$0.status.isDone }.map(\.id)
  }

  private func json(_ step: Step) -> JSONValue {
    .object([
      ("id", .text(step.id)), ("status", .text(step.status.rawValue)),
      (
        "seconds",
        .optional(step.seconds.map { ($0 * 1000).rounded() / 1000 })
      ),
      ("message", .optional(step.message)),
    ])
  }
}
