import ArgumentParser
import Diagnostics
import SurveyStudy

/// Repeats what failed in the last run.
struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Repeat what failed or was blocked in the last run.",
    discussion: """
      EXAMPLES:
        manyi retry out
        manyi retry example -o out

      What succeeded is taken over as long as nothing that it rests on has
      changed. When nothing failed, nothing is done.
      """)

  @Argument(
    help: "The output folder of the last run; or, with --output, its study.")
  var target: String

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "The output folder, when the study is named.", valueName: "folder"))
  var output: String?

  @Flag(help: "Say only what went wrong.")
  var quiet = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let folder = output ?? target
    let last: LastRun
    do {
      last = try LastRun(inFolder: folder)
    } catch {
      console.show([error])
      throw ExitStatus.couldNotRun
    }
    let study = output == nil ? last.study : target
    guard !last.failed.isEmpty else {
      if quiet { return }
      console.note(
        "nothing to repeat: every step of the last run into '\(folder)' "
          + "succeeded")
      if await unchangedRun(
        study, output: folder, parameters: last.parameters) == nil
      {
        console.note(
          "something changed since: 'manyi run \(study) -o \(folder)' "
            + "computes what rests on it")
      }
      return
    }
    if !quiet {
      console.note(
        "repeating: \(visible(last.failed.joined(separator: ", ")))")
    }
    var arguments = [study, "-o", folder]
    arguments += last.parameters.flatMap { ["-P", $0] }
    if quiet { arguments.append("--quiet") }
    arguments += ["--color", common.color.rawValue]
    try await RunCommand.parse(arguments).run()
  }
}
