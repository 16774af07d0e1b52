import ArgumentParser
import Diagnostics
import SVG
import SurveyData
import SurveyStudy

/// Shows what a study has.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the data sets, columns, analyses and reports of a study.",
    discussion: """
      EXAMPLES:
        manyi list example
        manyi list example --columns ratings     only the columns of ratings
      """)

  @Argument(help: "The study file, or the folder with its study.yaml.")
  var study: String

  @Option(
    help: ArgumentHelp(
      "List only the columns of one data set.", valueName: "data"))
  var columns: String?

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
    let errors = workspace.findings(log).filter { $0.severity == .error }
    if let columns {
      guard let table = workspace.tables[columns] else {
        console.show(
          errors + [unknown(columns, Array(workspace.tables.keys.sorted()))])
        throw ExitStatus.couldNotRun
      }
      console.print(lines(of: table).joined(separator: "\n"))
    } else {
      console.print(overview(workspace).joined(separator: "\n"))
    }
    console.show(errors)
    if let status = ExitStatus(preparing: errors) { throw status }
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
      lines.append("  \(plan.name) (\(visible(file)))\(size)")
      if let table { lines += self.lines(of: table).map { "  " + $0 } }
    }
    lines.append("analyses:")
    for plan in study.analyses {
      let data = plan.data.map { " of \($0)" } ?? ""
      let title = plan.title.map { ": \(visible($0[.english]))" } ?? ""
      lines.append("  \(plan.name) (\(plan.kind)\(data))\(title)")
    }
    lines.append("reports:")
    for section in study.sections {
      lines.append(
        "  \(section.name): \(section.analyses.joined(separator: ", "))")
    }
    if let cards = study.cards {
      lines.append("  cards: one for each case of \(cards.analysis)")
    }
    return lines
  }

  private func lines(of table: Table) -> [String] {
    let width = table.columns.map { cellWidth($0.name) }.max() ?? 0
    return table.columns.map { column in
      let blanks = width - cellWidth(column.name) + 2
      let label = column.variable?.label.map { ", \($0[.english])" } ?? ""
      let missing = column.missing.count
      return "  \(visible(column.name))"
        + String(repeating: " ", count: blanks)
        + "\(type(of: column))\(visible(label))"
        + (missing == 0 ? "" : ", \(missing) missing")
    }
  }

  private func type(of texts: DictionaryText) -> String {
    texts.levels.count > 6
      ? "text, \(texts.levels.count) values"
      : "text: \(visible(texts.levels.sorted().joined(separator: ", ")))"
  }

  private func type(of column: Column) -> String {
    switch column.values {
    case .integers: "whole numbers"
    case .doubles: "numbers"
    case .days: "dates"
    case .choices(let answers): "several of \(answers.options.count) options"
    case .texts(let all):
      type(of: all.distinct(column.missing))
    }
  }
}
