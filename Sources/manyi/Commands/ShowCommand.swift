import ArgumentParser
import Diagnostics
import SurveyData
import SurveyStudy

/// Shows a result on the terminal.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a result of a finished run, or of a study, as a table.",
    discussion: """
      EXAMPLES:
        manyi show out                       what there is
        manyi show out satisfaction          one result
        manyi show out performance --json    with all digits
        manyi show out performance --language zh
        manyi show example satisfaction      compute it now, write nothing

      The numbers of an output folder are those of its results.json; the
      terminal rounds them, --json does not.
      """)

  @Argument(
    help: ArgumentHelp(
      "The output folder of a run, or a study; else the study here.",
      valueName: "place"),
    completion: .file(extensions: ["yaml", "yml"]))
  var named: String?

  private var place: String { named ?? "." }

  @Argument(help: "The name of the result.", completion: .results)
  var result: String?

  @Option(
    help: ArgumentHelp(
      "The language of the table: zh or en.", valueName: "language"))
  var language = Language.english

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    _ = try studyOrHere(named)
    var console = common.console
    do {
      if StoredRun.isOutput(place) {
        return try show(try StoredRun(place), console)
      }
      let isStudy =
        place.hasSuffix(".yaml") || place.hasSuffix(".yml")
        || isStudyFolder(place)
      // Says why it is no output.
      if !isStudy { _ = try StoredRun(place) }
    } catch let fault as Diagnostic {
      show([fault], console)
      throw ExitStatus.couldNotRun
    }
    console.folder = studyFolder(place)
    try await showStudy(console)
  }

  private func show(_ run: StoredRun, _ console: Console) throws {
    guard let result else {
      guard formatting.format.isForPrograms else {
        console.print(ContentsList(run: run).overview)
        return console.note("next: manyi show \(visible(place)) RESULT")
      }
      return console.print(
        ContentsList(run: run).json, as: formatting.format, command: "show")
    }
    let found = try run.result(named: result)
    if formatting.format.isForPrograms {
      write(run.json(ofResult: result) ?? .null, [], console)
    } else {
      if run.isMadeUp { console.note("made-up data") }
      console.print(
        ResultTable(found, language: language).text(width: console.width))
    }
  }

  private func showStudy(_ console: Console) async throws {
    let log = DiagnosticLog()
    guard
      let workspace = await openStudy(
        place, parameters: parameters.parameters, log: log)
    else {
      show(log.diagnostics, console)
      throw ExitStatus.couldNotRun
    }
    let names = workspace.study.analyses.map(\.name)
    if isBlocking(log.diagnostics) {
      show(workspace.findings(log), console)
      throw ExitStatus.couldNotRun
    }
    guard let result else {
      let list = ContentsList(workspace: workspace)
      guard formatting.format.isForPrograms else {
        console.print(list.overview)
        return console.note("next: manyi show \(visible(place)) RESULT")
      }
      return console.print(
        list.json, as: formatting.format, command: "show")
    }
    guard names.contains(result) else {
      show([unknownResult(result, in: names, of: place)], console)
      throw ExitStatus.couldNotRun
    }
    let found = workspace.result(named: result, log: log)
    let findings = workspace.findings(log)
    if formatting.format.isForPrograms {
      write(found.map(resultJSON) ?? .null, findings, console)
    } else {
      show(findings, console)
      if let found {
        console.print(
          ResultTable(found, language: language).text(width: console.width))
      }
    }
    if found == nil || log.hasErrors { throw ExitStatus.foundErrors }
  }

  /// What went wrong is the answer of a format for programs.
  private func show(_ findings: [Diagnostic], _ console: Console) {
    let format = formatting.format
    if format.isForPrograms {
      console.print(checkJSON(findings), as: format, command: "show")
    } else {
      console.show(findings, isConcise: format == .concise)
    }
  }

  private func write(
    _ result: JSONValue, _ findings: [Diagnostic], _ console: Console
  ) {
    console.print(
      .object([
        ("schema", .integer(1)), ("version", .text(manyiVersion)),
        ("result", result), ("diagnostics", .list(findings.map(\.json))),
      ]), as: formatting.format, command: "show")
  }
}
