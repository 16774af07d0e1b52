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

      What has not changed since the last run into OUT is taken over from it;
      'manyi plan' says what would be computed, and why.

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

  @Flag(help: "Compute everything, whatever the last run left.")
  var fresh = false

  @Flag(help: "Say what would be computed and why, and write nothing.")
  var dryRun = false

  @Flag(help: "Say only what went wrong.")
  var quiet = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    var console = common.console
    console.folder = studyFolder(study)
    if dryRun {
      let plan = PlanView(
        study: study, output: output, isFresh: fresh, console: console)
      return try await plan.show(asJSON: false)
    }
    if !fresh, let last = await unchangedRun(study, output: output) {
      return try tell(last, console)
    }
    let log = DiagnosticLog()
    guard let workspace = await openStudy(study, log: log) else {
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
      summary = try await workspace.run(
        to: folder, isFresh: fresh, log: log
      ) {
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

  /// Nothing has changed: what was found is still true.
  private func tell(_ last: UnchangedRun, _ console: Console) throws {
    console.show(last.findings.filter { !quiet || $0.severity != .note })
    tellRejects(last.summary, console)
    if !quiet {
      console.note(
        "nothing changed: \(counted(last.summary.files.count, "file")) in "
          + "'\(output)' as the last run left them")
      console.note("open:")
      for file in last.summary.entrances { console.print(folderPath + file) }
    }
    if last.findings.contains(where: { $0.severity == .error }) {
      throw ExitStatus.foundErrors
    }
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
    tellRejects(summary, console)
    if quiet { return }
    console.note(
      "\(summary.succeeded) of "
        + counted(summary.analysisCount, "analysis", "analyses")
        + ", \(counted(summary.files.count, "file")) in \(time)")
    if summary.reused > 0 || summary.kept > 0 {
      console.note(
        "taken over from the last run: "
          + counted(summary.reused, "analysis", "analyses")
          + ", \(counted(summary.kept, "file"))")
    }
    console.note("open:")
    for file in summary.entrances {
      console.print(folderPath + file)
    }
  }

  private func tellRejects(_ summary: RunSummary, _ console: Console) {
    for file in summary.files where file.hasPrefix("rejects/") {
      console.note("rows set aside: \(folderPath)\(file)")
    }
  }

  private var folderPath: String {
    output.hasSuffix("/") ? output : output + "/"
  }
}
