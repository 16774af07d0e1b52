import ArgumentParser
import Diagnostics
import SurveyStudy

/// Looks for faults in studies and runs nothing.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for faults in studies and their files, run nothing.",
    discussion: """
      EXAMPLES:
        manyi check example/study.yaml
        manyi check example --all            every finding in full
        manyi check example --format concise | grep ratings.csv
        manyi check 'studies/*/study.yaml'   many at once, with a table
        manyi check north.yaml south.yaml --format jsonl

      Exit code 2 means that the study cannot be run as it is, 1 that its data
      have errors. Of several studies, 2 means that none can be run, and 1 that
      some cannot or have errors in their data.
      """)

  @Argument(
    help:
      "Study files, folders with a study.yaml, patterns in quotes; else here.",
    completion: .file(extensions: ["yaml", "yml"]))
  var studies: [String] = []

  @Flag(help: "Write every finding in full instead of the first of a kind.")
  var all = false

  @Flag(name: .shortAndLong, help: "Say only what is wrong.")
  var quiet = false

  @OptionGroup var formatting: FormatOptions
  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let selection = StudySelection(
      studies.isEmpty ? [try studyOrHere(nil)] : studies)
    let format = formatting.format
    if !selection.faults.isEmpty {
      console.show(selection.faults, as: format)
      throw ExitStatus.couldNotRun
    }
    for study in selection.repeated where !quiet {
      console.note("'\(visible(study))' was named before and is checked once")
    }
    let checks = await check(selection, console)
    let hasColor = Console.hasColor(common.color, descriptor: 1)
    if selection.isBatch {
      CheckedStudies(
        console: console, format: format, isQuiet: quiet, showsAll: all,
        hasColor: hasColor
      ).show(checks)
    } else if let check = checks.first {
      show(check, console, hasColor: hasColor)
    }
    if let status = ExitStatus(checks) { throw status }
  }

  private func check(
    _ selection: StudySelection, _ console: Console
  ) async -> [StudyCheck] {
    let jobs = selection.jobs
    let progress = Progress(
      console,
      isShown: selection.isBatch && !quiet && !formatting.format.isForPrograms)
    var checks = await checkStudies(
      jobs, parameters: parameters.parameters
    ) { position, isFinished in
      if isFinished {
        progress.finish(position)
      } else {
        progress.begin(position, name: jobs[position].name, count: jobs.count)
      }
    }
    progress.end()
    if quiet {
      for position in checks.indices {
        checks[position].findings.removeAll { $0.severity == .note }
      }
    }
    return checks
  }

  /// A study by itself: what was found, and what comes next.
  private func show(_ check: StudyCheck, _ console: Console, hasColor: Bool) {
    var console = console
    console.folder = studyFolder(check.job.study)
    let format = formatting.format
    switch format {
    case .human where check.findings.isEmpty,
      .concise where check.findings.isEmpty:
      break
    case .human:
      let printer = FindingPrinter(
        hasColor: hasColor, width: console.width, folder: console.folder,
        showsAll: all)
      console.print(printer.text(of: check.findings))
    case .concise:
      console.print(
        ConciseRenderer(folder: console.folder).text(of: check.findings))
    case .json, .jsonl:
      console.print(checkJSON(check.findings), as: format, command: "check")
    }
    if check.status == .ok, format == .human, !quiet {
      console.print(
        "\(visible(check.file)) can be run: "
          + counted(check.dataCount, "data set") + ", "
          + counted(check.analysisCount, "analysis", "analyses"))
      console.note("next: manyi run \(shellWord(check.job.study)) -o out")
    }
  }
}

extension ExitStatus {
  /// Why a study with these findings cannot be used as it is; `nil` when it
  /// can. Faults of the study itself weigh more than those of its data.
  init?(preparing findings: [Diagnostic]) {
    let errors = findings.filter { $0.severity == .error }
    if errors.isEmpty { return nil }
    self = isBlocking(errors) ? .couldNotRun : .foundErrors
  }

  /// Why checked studies cannot all be run as they are; `nil` when they can.
  init?(_ checks: [StudyCheck]) {
    if checks.allSatisfy({ $0.status == .ok }) { return nil }
    self =
      checks.allSatisfy { $0.status == .failed } ? .couldNotRun : .foundErrors
  }
}

/// A path as a shell reads it: in quotes where it holds more than letters,
/// digits and the signs of plain paths.
private func shellWord(_ path: String) -> String {
  let isPlain = path.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || ("0"..."9").contains($0)
      || "/._-+".unicodeScalars.contains($0)
  }
  if isPlain, !path.isEmpty { return path }
  return "'" + path.replacing("'", with: "'\\''") + "'"
}
