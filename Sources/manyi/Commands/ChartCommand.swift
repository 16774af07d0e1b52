import ArgumentParser
import Diagnostics
import SurveyData
import SurveyReport
import SurveyStudy

/// Draws one chart of one data file.
struct ChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Draw one chart of a data file, or of a finished run.",
    discussion: """
      EXAMPLES:
        manyi chart dots scores.csv --set label=unit --set value=score \\
          --set lower=low --set upper=high -o scores.svg
        manyi chart funnel units.csv --set label=unit --set value=rate \\
          --set base=n --language zh --theme print -o funnel.svg
        manyi chart out/results.json --list
        manyi chart out --result performance --figure 2 --theme office.yaml

      A results.json, or the folder of a finished run, gives its charts again
      without reading data: --list lists them, --result and --figure choose.

      KINDS and their keys of --set:
      \(kindList)

      KEYS that all kinds have:
        label (required, but for path, histogram and weights),
        section (not shown by league and likert),
        format (value, share, points, count, coefficient, statistic), level,
        title, subtitle, note, source, made-up

      The keys that say how a file is read go with them: see manyi import --help.
      """)

  private static var kindList: String {
    ChartKind.allCases.map { kind in
      "  \(padded(kind.rawValue, 11))\(kind.summary)\n"
        + "             \(kind.keys)"
    }.joined(separator: "\n")
  }

  @Argument(
    help: "The kind of chart; or a results.json, or its folder.",
    completion: .charts)
  var kind: String?

  @Argument(help: "The data file; - is standard input.")
  var file: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key of the chart; may be given again.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp("The language: zh or en.", valueName: "language"))
  var language = Language.english

  @Option(
    help: ArgumentHelp(
      "How it looks: light, dark, print (greys), or the file of a theme.",
      valueName: "theme"))
  var theme = "light"

  @Option(
    help: ArgumentHelp("The width in pixels, 320 to 4000.", valueName: "pixels")
  )
  var width = 760

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write it instead of standard output; .png and .pdf need rsvg-convert.",
      valueName: "path"))
  var output: String?

  @Flag(help: "Replace the file at -o when there is one.")
  var force = false

  @Flag(help: "List the kinds, or the figures of a finished run.")
  var list = false

  @Option(
    help: ArgumentHelp("The result of a finished run.", valueName: "name"))
  var result: String?

  @Option(
    help: ArgumentHelp("Which of its figures, from 1.", valueName: "number"))
  var figure = 1

  @OptionGroup var parameters: SetParameterOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if force, output == nil {
      throw ValidationError("--force needs -o, such as -o chart.svg")
    }
    if !(320...4000).contains(width) {
      throw ValidationError("--width takes 320 to 4000, not \(width)")
    }
  }

  func run() async throws {
    let console = common.console
    guard let kind else {
      guard list else {
        console.show([
          Diagnostic(
            .usage, at: nil, "the kind of chart is missing",
            help: "see the kinds with 'manyi chart --list'")
        ])
        throw ExitStatus.couldNotRun
      }
      for kind in ChartKind.allCases {
        console.print("\(padded(kind.rawValue, 11))\(kind.summary)")
      }
      return
    }
    if FinishedResults.isResults(kind), file == nil {
      return try drawFinished(kind, console)
    }
    guard let file else { return try explainKind(kind, console) }
    let single = await drawChart(
      kind: kind, file: file, options: settings,
      parameters: parameters.parameters, language: language, theme: theme,
      width: Double(width))
    try deliver(single, console)
  }

  /// Lists or draws what a finished run found.
  private func drawFinished(_ path: String, _ console: Console) throws {
    if let given = parameters.parameters.first {
      console.show([
        Diagnostic(
          .usage, at: nil, "'-P \(given)' has no use with a finished run",
          help: "parameters belong to a study: give them to 'manyi run'")
      ])
      throw ExitStatus.couldNotRun
    }
    if list {
      do {
        let figures = try FinishedResults(path).figures(language)
        for figure in figures {
          console.print(
            visible("\(figure.result)\t\(figure.number)\t\(figure.title)"))
        }
      } catch {
        console.show([error])
        throw ExitStatus.couldNotRun
      }
      return
    }
    let title = settings.first { $0.hasPrefix("title=") }
      .map { String($0.dropFirst("title=".count)) }
    if let other = settings.first(where: { !$0.hasPrefix("title=") }) {
      console.show([
        Diagnostic(
          .usage, at: nil, "'--set \(other)' does not go with a finished run",
          help: "only 'title' can be set; the numbers are those of the run")
      ])
      throw ExitStatus.couldNotRun
    }
    try deliver(
      drawResult(
        path, result: result, figure: figure, title: title,
        language: language, theme: theme, width: Double(width)), console)
  }

  /// Prints or writes a drawing.
  private func deliver(_ single: SingleChart, _ console: Console) throws {
    console.show(single.findings)
    guard let svg = single.svg else { throw ExitStatus.couldNotRun }
    if let output {
      do {
        try single.write(to: output, replaces: force)
        console.note("wrote \(visible(output))")
      } catch {
        console.show([error])
        throw ExitStatus.couldNotRun
      }
    } else {
      console.print(svg)
    }
    if single.findings.contains(where: { $0.severity == .error }) {
      throw ExitStatus.foundErrors
    }
  }

  /// Without a file the command tells how to use the kind.
  private func explainKind(_ name: String, _ console: Console) throws {
    do {
      let kind = try ChartKind.named(name)
      console.show([
        Diagnostic(
          .usage, at: nil, "the data file is missing",
          notes: ["\(kind.rawValue): \(kind.summary)", "keys: \(kind.keys)"],
          help: "manyi chart \(kind.rawValue) FILE.csv \(kind.example)")
      ])
    } catch {
      console.show([error])
    }
    throw ExitStatus.couldNotRun
  }
}

extension Language: ExpressibleByArgument {}
