import ArgumentParser
import Diagnostics
import SVG
import SurveyData
import SurveyStudy

/// Shows what a study has.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what a study has, or the results of a finished run.",
    discussion: """
      EXAMPLES:
        manyi list example
        manyi list example --columns ratings     only the columns of ratings
        manyi list out                           the results of a run
        manyi list out --units performance       the cases of an evaluation

      Items are what was asked, rated or counted; units are the cases of an
      evaluation and the groups of the other analyses.
      """)

  @Argument(
    help: ArgumentHelp(
      "The study file, its folder, or an output; else the study here.",
      valueName: "study"),
    completion: .file(extensions: ["yaml", "yml"]))
  var named: String?

  private var study: String { named ?? "." }

  @Option(
    help: ArgumentHelp(
      "List only the columns of one data set.", valueName: "data"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "List only the units of one result.", valueName: "result"),
    completion: .results)
  var units: String?

  @Option(
    help: ArgumentHelp(
      "List only the items of one result.", valueName: "result"),
    completion: .results)
  var items: String?

  @OptionGroup var formatting: FormatOptions
  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let given = [
      ("--columns", columns), ("--units", units), ("--items", items),
    ].filter { $0.1 != nil }.map(\.0)
    if given.count > 1 {
      throw ValidationError(
        "\(given.joined(separator: " and ")) exclude one another")
    }
  }

  func run() async throws {
    _ = try studyOrHere(named)
    var console = common.console
    if StoredRun.isOutput(study) { return try listOutput(console) }
    console.folder = studyFolder(study)
    let log = DiagnosticLog()
    guard
      let workspace = await openStudy(
        study, parameters: parameters.parameters, log: log)
    else {
      show(log.diagnostics, console)
      throw ExitStatus.couldNotRun
    }
    let errors = workspace.findings(log).filter { $0.severity == .error }
    if let columns {
      guard let table = workspace.tables[columns] else {
        show(
          errors + [unknown(columns, Array(workspace.tables.keys.sorted()))],
          console)
        throw ExitStatus.couldNotRun
      }
      if formatting.format.isForPrograms {
        write(StudyListing(workspace, errors).columns(of: table), console)
      } else {
        console.print(lines(of: table).joined(separator: "\n"))
      }
    } else if units != nil || items != nil {
      do {
        try list(ContentsList(workspace: workspace), console)
      } catch {
        show(errors + [error], console)
        throw ExitStatus.couldNotRun
      }
    } else if formatting.format.isForPrograms {
      write(StudyListing(workspace, errors).json, console)
    } else {
      console.print(overview(workspace).joined(separator: "\n"))
    }
    if !formatting.format.isForPrograms { show(errors, console) }
    if let status = ExitStatus(preparing: errors) { throw status }
  }

  private func show(_ findings: [Diagnostic], _ console: Console) {
    if formatting.format.isForPrograms {
      write(checkJSON(findings), console)
    } else {
      console.show(findings, isConcise: formatting.format == .concise)
    }
  }

  private func write(_ document: JSONValue, _ console: Console) {
    console.print(document, as: formatting.format, command: "list")
  }

  private func listOutput(_ console: Console) throws {
    do throws(Diagnostic) {
      if let columns {
        throw Diagnostic(
          .usage, at: nil,
          "'\(study)' is the output of a run; columns belong to a study",
          help: "manyi list STUDY --columns \(columns)")
      }
      try list(ContentsList(run: try StoredRun(study)), console)
    } catch {
      show([error], console)
      throw ExitStatus.couldNotRun
    }
  }

  /// Results, or the units or items of one.
  private func list(
    _ list: ContentsList, _ console: Console
  ) throws(Diagnostic) {
    let names = list.entries.map(\.name)
    for name in [units, items].compactMap({ $0 })
    where !names.contains(name) {
      throw unknownResult(name, in: names, of: study)
    }
    if formatting.format.isForPrograms { return write(list.json, console) }
    if let units {
      console.print(list.unitLines(of: units))
    } else if let items {
      console.print(
        list.items(of: items).map { visible($0) + "\n" }.joined())
    } else {
      console.print(list.overview)
    }
  }

  private func unknown(_ name: String, _ names: [String]) -> Diagnostic {
    Diagnostic(
      .unknownName, at: nil, "no data set is called '\(name)'",
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "the data sets are: \(names.joined(separator: ", "))")
  }

  private func overview(_ workspace: Workspace) -> [String] {
    let study = workspace.study
    var lines = ["data:"]
    for plan in study.data {
      let table = workspace.tables[plan.name]
      let size =
        table.map {
          ": \(counted($0.rowCount, "row")), "
            + counted($0.columns.count, "column")
        } ?? ": not read"
      let file = table?.source.file ?? plan.file.path
      lines.append("  \(visible(plan.name)) (\(visible(file)))\(size)")
      if let table { lines += self.lines(of: table).map { "  " + $0 } }
    }
    lines.append("analyses:")
    for plan in study.analyses {
      let data = plan.data.map { " of \($0)" } ?? ""
      let title = plan.title.map { ": \($0[.english])" } ?? ""
      lines.append(visible("  \(plan.name) (\(plan.kind)\(data))\(title)"))
    }
    lines.append("reports:")
    for section in study.sections {
      lines.append(
        visible(
          "  \(section.name): \(section.analyses.joined(separator: ", "))"))
    }
    if let cards = study.cards {
      lines.append(
        "  cards: one for each case of \(visible(cards.analysis))")
    }
    return lines
  }

  private func lines(of table: Table) -> [String] {
    let names = table.columns.map { visible($0.name) }
    let width = names.map(cellWidth).max() ?? 0
    return zip(table.columns, names).map { column, name in
      let type = StudyListing.type(of: column)
      let blanks = width - cellWidth(name) + 2
      let label = column.variable?.label.map { ", \($0[.english])" } ?? ""
      let missing = column.missing.count
      return "  \(name)"
        + String(repeating: " ", count: blanks)
        + "\(type)\(visible(label))"
        + (missing == 0 ? "" : ", \(missing) missing")
    }
  }
}
