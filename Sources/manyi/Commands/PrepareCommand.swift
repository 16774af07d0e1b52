import ArgumentParser
import Diagnostics
import SurveyStudy

/// Writes the cleaned tables of a study.
struct PrepareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Write the cleaned tables of a study, with logs to repeat it.",
    discussion: """
      EXAMPLES:
        manyi prepare example -o clean
        manyi prepare example --data ratings -o clean
        manyi prepare clean/ratings.log.yaml -o again

      For each data set NAME.csv holds the rows and columns that the analyses
      get, NAME.codebook.yaml its labels and codes, and NAME.log.yaml every
      file and step; the log is itself a study that makes the table again.
      """)

  @Argument(help: "The study file, or the folder with its study.yaml.")
  var study: String

  @Option(
    help: ArgumentHelp(
      "A data set to write; all when left out. May be repeated.",
      valueName: "name"))
  var data: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Flag(help: "Move a folder aside that manyi did not make.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say only what went wrong.")
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
    let before = workspace.findings(log)
    console.show(before.filter { !quiet || $0.severity != .note })
    if isBlocking(log.diagnostics) { throw ExitStatus.couldNotRun }
    let summary: PreparedSummary
    do {
      let folder = try workspace.output(output, replacesForeign: force)
      summary = try workspace.prepare(data, to: folder, log: log)
    } catch let fault as Diagnostic {
      show([fault], console)
      throw ExitStatus.couldNotRun
    } catch {
      show(log.diagnostics.filter { !before.contains($0) }, console)
      throw ExitStatus.couldNotRun
    }
    if !quiet { tell(summary, console) }
    if log.hasErrors { throw ExitStatus.foundErrors }
  }

  /// The output is named as it was typed, not from the study's folder.
  private func show(_ findings: [Diagnostic], _ console: Console) {
    var console = console
    console.folder = ""
    console.show(findings)
  }

  private func tell(_ summary: PreparedSummary, _ console: Console) {
    if let aside = summary.movedAside {
      console.note("the folder that was there is now '\(visible(aside))'")
    }
    for table in summary.tables {
      console.note(
        "\(visible(table.name)): \(counted(table.rows, "row")), "
          + counted(table.columns, "column"))
      for step in table.steps { console.note("  \(visible(step))") }
    }
    let folder = output.hasSuffix("/") ? output : output + "/"
    for file in summary.files { console.print(path: folder + file) }
  }
}
