import ArgumentParser
import Diagnostics
import SurveyReport
import SurveyStudy

/// Explains a code, or how a number of a study came about.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain the code of a message, or how a number came about.",
    discussion: """
      EXAMPLES:
        manyi explain S101
        manyi explain unknown-column
        manyi explain                        list all codes
        manyi explain S101 --json            the page for other programs
        manyi explain example                list the analyses of a study
        manyi explain example satisfaction   list its numbers
        manyi explain example satisfaction/district=A/index
        manyi explain out performance/case=C07/score --rows 5

      A number is named by the analysis, the group, the variable and the
      statistic; parts that leave no doubt may be left out. Numbers in tables
      are named by the table, the row and the column.

      The study is opened again and what is needed is computed again. With an
      output folder, or with --output, it is said first which files changed
      since that output was made.
      """)

  @Argument(
    help: ArgumentHelp(
      "A code or its name; or a study file, its folder or an output folder.",
      valueName: "code-or-study"),
    completion: .codes)
  var subject: String?

  @Argument(
    help: ArgumentHelp(
      "The number: the name of an analysis and what tells the number apart.",
      valueName: "result"))
  var address: String?

  @Option(
    help: ArgumentHelp(
      "Show the first rows behind the number.", valueName: "count"))
  var rows = 0

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "An output to compare the files with.", valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The study of an output folder, when it is not near it.",
      valueName: "file"))
  var study: String?

  @Flag(help: "Print everything as JSON.")
  var json = false

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    guard let subject else {
      if json {
        console.print(explanationsJSON(DiagnosticCode.all).fileText)
        return
      }
      console.print(
        DiagnosticCode.all.map { "\($0.id)  \($0.name)" }
          .joined(separator: "\n"))
      return
    }
    if address == nil {
      if let known = DiagnosticCode.named(subject) {
        if json {
          console.print(explanationsJSON([known]).fileText)
          return
        }
        console.print("\(known.id) \(known.name)\n\n\(known.explanation)")
        if let example = MessageExample.of(known) {
          console.print("\nEXAMPLE\n\n\(example.text)")
        }
        return
      }
      if !pathExists(subject) {
        console.show([unknownCode(subject)])
        throw ExitStatus.couldNotRun
      }
    }
    try await explain(subject, console)
  }

  private func unknownCode(_ code: String) -> Diagnostic {
    let names = DiagnosticCode.all.flatMap { [$0.id, $0.name] }
    let guesses = [
      nearest(to: code, in: names).map { "'\($0)'" },
      nearbyPath(to: code).map { "the file or folder '\($0)'" },
    ].compactMap(\.self)
    return Diagnostic(
      .unknownCode, at: nil,
      "there is neither a code nor a file or folder '\(code)'",
      help: guesses.isEmpty
        ? "run 'manyi explain' for a list of codes"
        : "did you mean \(guesses.joined(separator: " or "))?")
  }

  // MARK: - Numbers

  private func explain(_ subject: String, _ console: Console) async throws {
    var console = console
    guard rows >= 0 else {
      console.show([
        Diagnostic(
          .usage, at: nil, "--rows is \(rows)", help: "it is a count from 0")
      ])
      throw ExitStatus.couldNotRun
    }
    let found: (path: String, output: OutputInputs?)
    do {
      found = try explainedStudy(subject, study: study, output: output)
    } catch {
      console.show([error])
      throw ExitStatus.couldNotRun
    }
    console.folder = studyFolder(found.path)
    let log = DiagnosticLog()
    guard
      let workspace = await openStudy(
        found.path, parameters: parameters.parameters, log: log)
    else {
      console.show(log.diagnostics)
      throw ExitStatus.couldNotRun
    }
    let changes = found.output.map { workspace.changes(since: $0) } ?? []
    if !json { console.show(changes.map(\.finding)) }
    let text: String?
    do {
      text = try answer(workspace, changes, log)
    } catch {
      console.show(
        workspace.findings(log).filter { $0.severity == .error } + [error])
      throw ExitStatus.couldNotRun
    }
    let errors = workspace.findings(log).filter { $0.severity == .error }
    if let text { console.print(text) }
    console.show(errors)
    if text == nil { throw ExitStatus.couldNotRun }
    if !errors.isEmpty { throw ExitStatus.foundErrors }
  }

  /// What is asked for; `nil` when the analysis could not be finished.
  private func answer(
    _ workspace: Workspace, _ changes: [ChangedInput], _ log: DiagnosticLog
  ) throws(Diagnostic) -> String? {
    guard let address else { return analyses(workspace) }
    guard address.contains("/") else {
      return try workspace.numbers(of: address, log: log).map(list)
    }
    guard
      var lineage = try workspace.lineage(of: address, rows: rows, log: log)
    else { return nil }
    lineage.changes = changes
    return json ? lineage.json.fileText : LineageView(lineage: lineage).text
  }

  private func analyses(_ workspace: Workspace) -> String {
    let plans = workspace.study.analyses
    if json {
      return JSONValue.object([
        ("schema", .integer(1)),
        (
          "analyses",
          .list(
            plans.map {
              .object([("id", .text($0.name)), ("kind", .text($0.kind))])
            })
        ),
      ]).fileText
    }
    return plans.map { plan in
      let title = plan.title.map { ": \($0[.english])" } ?? ""
      return visible("\(plan.name) (\(plan.kind))\(title)")
    }.joined(separator: "\n")
  }

  private func list(_ numbers: [ListedNumber]) -> String {
    if json {
      return JSONValue.object([
        ("schema", .integer(1)), ("numbers", .list(numbers.map(\.json))),
      ]).fileText
    }
    return numbers.map { number in
      let value =
        number.text?[.english] ?? number.value.map { compactNumber($0, 7) }
        ?? "–"
      return visible("\(number.address)  \(value)")
    }.joined(separator: "\n")
  }
}
