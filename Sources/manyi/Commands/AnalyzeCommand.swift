import ArgumentParser
import Diagnostics
import SurveyStudy

/// Runs one analysis without a study file.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Run one analysis of one data file, without a study.",
    discussion: """
      EXAMPLES:
        manyi analyze mean scores.csv --set variables=score --set by=district
        manyi analyze mean apistrat.csv --set variables=api00,enroll \\
          --set design.strata=stype --set design.weights=pw --json
        manyi analyze alpha mobi.csv --set items=CUSA1,CUSA2,CUSA3
        manyi analyze mean scores.csv --set variables=score \\
          --set 'where=wave == ${wave}' -P wave=3

      Keys are those of a study file: dots for nested keys, commas for lists,
      YAML in brackets for anything else: --set 'by=[[stype], [awards]]'.

      KINDS:
      \(kindList)

      An example for a kind: manyi analyze KIND
      """)

  /// The kinds with what they do, in two columns.
  private static var kindList: String {
    let width = 2 + (AnalysisKinds.names.map(\.count).max() ?? 0)
    return AnalysisKinds.all
      .map { "  \(padded($0.kind, width))\($0.summary)" }
      .joined(separator: "\n")
  }

  @Argument(help: "The kind of analysis.", completion: .kinds)
  var kind: String

  @Argument(help: "The data file; - is standard input.")
  var file: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key of the analysis; may be given again.",
      valueName: "key=value"))
  var settings: [String] = []

  @OptionGroup var parameters: SetParameterOptions

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    guard let file else { return try explainKind(console) }
    let single = await SurveyStudy.analyze(
      kind: kind, file: file, options: settings,
      parameters: parameters.parameters)
    let format = formatting.format
    if format.isForPrograms {
      console.print(single.json, as: format, command: "analyze")
    } else {
      console.show(single.findings, isConcise: format == .concise)
      if let result = single.result {
        console.print(ResultTable(result).text(width: console.width))
      }
    }
    if single.isStopped { throw ExitStatus.couldNotRun }
    if single.result == nil
      || single.findings.contains(where: { $0.severity == .error })
    {
      throw ExitStatus.foundErrors
    }
  }

  /// Without a file the command tells how to use the kind.
  private func explainKind(_ console: Console) throws {
    do {
      let type = try AnalysisKinds.named(kind)
      console.show([
        Diagnostic(
          .usage, at: nil, "the data file is missing",
          notes: ["\(kind): \(type.summary)"],
          help: "manyi analyze \(kind) FILE.csv \(type.example)")
      ])
    } catch {
      console.show([error])
    }
    throw ExitStatus.couldNotRun
  }
}

/// The text with blanks up to `width` characters.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
