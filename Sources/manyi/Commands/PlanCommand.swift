import ArgumentParser
import Diagnostics
import SurveyStudy

/// Says what a run would do, and why.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say what a run would compute and why, and write nothing.",
    discussion: """
      EXAMPLES:
        manyi plan example -o out
        manyi plan example -o out --json

      Each step that would be done stands on a line with its reason. Data
      files are read for their hashes only.
      """)

  @Argument(
    help: ArgumentHelp(
      "The study file, or the folder with its study.yaml; else the one here.",
      valueName: "study"))
  var named: String?

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "The folder that the run would write to.", valueName: "folder"))
  var output: String

  @Flag(help: "Plan a run that uses nothing of the last one.")
  var fresh = false

  @Flag(help: "Write the plan as JSON, with all steps.")
  var json = false

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let study = try studyOrHere(named)
    var console = common.console
    console.folder = studyFolder(study)
    let plan = PlanView(
      study: study, output: output, isFresh: fresh,
      parameters: parameters.parameters, console: console)
    try await plan.show(asJSON: json)
  }
}

/// A plan on the terminal.
struct PlanView {
  let study: String
  let output: String
  let isFresh: Bool
  let parameters: [String]
  let console: Console

  func show(asJSON isJSON: Bool) async throws {
    let log = DiagnosticLog()
    let plan = await planStudy(
      study, output: output, isFresh: isFresh, parameters: parameters,
      log: log)
    console.show(log.diagnostics)
    guard let plan else { throw ExitStatus.couldNotRun }
    if isJSON {
      console.print(plan.json.fileText)
      return
    }
    let pending = plan.pending
    for step in pending {
      console.print(
        visible("\(step.id): \(step.reasons.joined(separator: "; "))"))
    }
    if pending.isEmpty {
      console.note(
        "nothing would run: '\(visible(output))' is what a run would write")
    } else {
      console.note(
        "\(pending.count) of \(counted(plan.steps.count, "step")) would run")
    }
  }
}
