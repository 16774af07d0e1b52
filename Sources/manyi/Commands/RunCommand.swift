import ArgumentParser
import Diagnostics
import SurveyStudy

/// Runs a study.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a study and write its report, charts, tables and cards.",
    discussion: """
      EXAMPLES:
        manyi run example -o out
        manyi run example/study.yaml -o out --quiet

      Everything is written beside OUT and put in its place at the end: a run
      that fails leaves the last good output as it was.

      Exit code 1 means that the output is there, but an analysis failed or
      the data have errors.
      """)

  @Argument(help: "The study file, or the folder with its study.yaml.")
  var study: String

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Flag(help: "Move a folder aside that manyi did not make.")
  var force = false

  @Flag(help: "Say only what went wrong.")
  var quiet = false

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var console = common.console
    console.folder = studyFolder(study)
    let log = DiagnosticLog()
    guard
      let workspace = await openStudy(
        study, parameters: parameters.parameters, log: log)
    else {
      console.show(log.diagnostics)
      throw ExitStatus.couldNotRun
    }
    if isBlocking(log.diagnostics) {
      console.show(workspace.findings(log))
      throw ExitStatus.couldNotRun
    }
    let folder: OutputFolder
    do {
      folder = try workspace.output(output, replacesForeign: force)
    } catch {
      show(error, console)
      throw ExitStatus.couldNotRun
    }
    Interruption.protect(folder)
    let progress = Progress(console, isQuiet: quiet)
    let summary: RunSummary
    do {
      summary = try await workspace.run(to: folder, log: log) {
        progress.report($0)
      }
    } catch {
      progress.end()
      console.show(workspace.findings(log).filter { !isOutput($0) })
      for finding in log.diagnostics where isOutput(finding) {
        show(finding, console)
      }
      throw ExitStatus.couldNotRun
    }
    progress.end()
    console.show(
      workspace.findings(log).filter { !quiet || $0.severity != .note })
    tell(summary, time: progress.elapsed, console)
    if log.hasErrors { throw ExitStatus.foundErrors }
  }

  private func isOutput(_ finding: Diagnostic) -> Bool {
    finding.code == .unwritableOutput
  }

  /// The output is named as it was typed, not from the study's folder.
  private func show(_ finding: Diagnostic, _ console: Console) {
    var console = console
    console.folder = ""
    console.show([finding])
  }

  private func tell(
    _ summary: RunSummary, time: String, _ console: Console
  ) {
    guard summary.isWritten else {
      console.note(
        "no analysis succeeded; '\(output)' is as it was before the run")
      return
    }
    if let aside = summary.movedAside {
      console.note("the folder that was there is now '\(aside)'")
    }
    for file in summary.files where file.hasPrefix("rejects/") {
      console.note("rows set aside: \(folderPath)\(file)")
    }
    if quiet { return }
    console.note(
      "\(summary.succeeded) of "
        + counted(summary.analysisCount, "analysis", "analyses")
        + ", \(counted(summary.files.count, "file")) in \(time)")
    console.note("open:")
    for file in summary.entrances {
      console.print(folderPath + file)
    }
  }

  private var folderPath: String {
    output.hasSuffix("/") ? output : output + "/"
  }
}
