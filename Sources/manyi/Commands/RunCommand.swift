import ArgumentParser
import Diagnostics
import SurveyStudy

/// Runs studies.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run studies and write their reports, charts, tables and cards.",
    discussion: """
      EXAMPLES:
        manyi run example -o out
        manyi run example/study.yaml -o out --watch
        manyi run 'studies/*/study.yaml' -o out
        manyi run north.yaml south.yaml -o out --format jsonl > run.jsonl

      Everything is written beside OUT and put in its place at the end: a run
      that fails leaves the last good output as it was.

      What has not changed since the last run into OUT is taken over from it;
      'manyi plan' says what would be computed, and why.

      With several studies, a pattern in quotes or a folder of studies, each
      study writes to OUT/NAME. One that fails does not stop the others.

      Exit code 1 means that the output is there, but an analysis failed, the
      data have errors, or some of the studies could not run.
      """)

  @Argument(
    help:
      "Study files, folders with a study.yaml, patterns in quotes; else here.",
    completion: .file(extensions: ["yaml", "yml"]))
  var studies: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("The folder to write to.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(help: "Run again whenever a file of the study is saved.")
  var watch = false

  @Flag(help: "Move a folder aside that manyi did not make.")
  var force = false

  @Flag(help: "Compute everything, whatever the last run left.")
  var fresh = false

  @Flag(help: "Say what would be computed and why, and write nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Say only what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "A line for every analysis.")
  var verbose = false

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if quiet, verbose {
      throw ValidationError("--quiet and --verbose exclude one another")
    }
    if watch, formatting.format == .json {
      throw ValidationError(
        "--watch does not end, so that one document cannot be written; "
          + "use --format jsonl")
    }
  }

  func run() async throws {
    let console = common.console
    let selection = StudySelection(
      studies.isEmpty ? [try studyOrHere(nil)] : studies, output: output)
    if !selection.faults.isEmpty {
      console.show(selection.faults, as: formatting.format)
      throw ExitStatus.couldNotRun
    }
    for study in selection.repeated where !quiet {
      console.note("'\(visible(study))' was named before and runs once")
    }
    if dryRun { return try await plan(selection.jobs, console) }
    let telling = RunTelling(
      jobs: selection.jobs, isBatch: selection.isBatch,
      format: formatting.format, isQuiet: quiet, isVerbose: verbose)
    let batch = StudyBatch(
      selection.jobs, replacesForeign: force, isFresh: fresh,
      parameters: parameters.parameters,
      protect: { Interruption.protect($0) })
    let reports = await run(batch, nil, telling, console)
    if watch { await rerun(batch, after: reports, telling, console) }
    if let status = ExitStatus(reports) { throw status }
  }

  private func run(
    _ batch: StudyBatch, _ positions: [Int]?, _ telling: RunTelling,
    _ console: Console
  ) async -> [StudyReport] {
    let reporter = telling.reporter(console)
    let clock = ContinuousClock()
    let start = clock.now
    reporter.begin(positions ?? Array(batch.jobs.indices))
    let reports = await batch.run(positions) { reporter.report($0) }
    reporter.end(reports, seconds: (clock.now - start) / .seconds(1))
    Interruption.release()
    return reports
  }

  /// Runs again what a change concerns, until Ctrl-C.
  private func rerun(
    _ batch: StudyBatch, after reports: [StudyReport], _ telling: RunTelling,
    _ console: Console
  ) async {
    var watched = reports.map(\.watched)
    let reporter = telling.reporter(console)
    while true {
      let files = Set(watched.joined())
      reporter.watching(files: Set(files.map(\.path)).count)
      let changed = Set(FileWatch(Array(files)).wait())
      let positions = watched.indices.filter { position in
        watched[position].contains { changed.contains($0.path) }
      }
      reporter.changed(changed.sorted())
      let reports = await run(batch, positions, telling, console)
      for (position, report) in zip(positions, reports) {
        // A study that cannot be read names no files; those that it had are
        // watched on, as they are now.
        let now = Set(report.watched.map(\.path))
        let before = watched[position].filter { !now.contains($0.path) }
        watched[position] =
          report.watched
          + (report.analysisCount == 0 ? before.map(\.asItIsNow) : [])
      }
    }
  }

  /// What running each study would do.
  private func plan(_ jobs: [StudyJob], _ console: Console) async throws {
    var isPlanned = true
    for job in jobs {
      var console = console
      console.folder = studyFolder(job.study)
      if jobs.count > 1, !formatting.format.isForPrograms {
        console.note("\(visible(job.name)):")
      }
      let plan = PlanView(
        study: job.study, output: job.output, isFresh: fresh,
        parameters: parameters.parameters, console: console)
      do {
        try await plan.show(asJSON: formatting.format.isForPrograms)
      } catch is ExitStatus {
        isPlanned = false
      }
    }
    if !isPlanned { throw ExitStatus.couldNotRun }
  }
}
