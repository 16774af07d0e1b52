import ArgumentParser
import Diagnostics
import SurveyData
import SurveyReport
import SurveyStudy

/// Draws one chart of one data file.
struct ChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Draw one chart of one data file, without a study.",
    discussion: """
      EXAMPLES:
        manyi chart dots scores.csv --set label=unit --set value=score \\
          --set lower=low --set upper=high -o scores.svg
        manyi chart funnel units.csv --set label=unit --set value=rate \\
          --set base=n --language zh --theme print -o funnel.svg

      KINDS and their keys of --set:
      \(kindList)

      KEYS that all kinds have:
        label (required), section, format (value, share, points, count,
        coefficient, statistic), level, title, subtitle, note, source, made-up

      The keys that say how a file is read go with them: see manyi import --help.
      """)

  private static var kindList: String {
    ChartKind.allCases.map { kind in
      "  \(padded(kind.rawValue, 11))\(kind.summary)\n"
        + "             \(kind.keys)"
    }.joined(separator: "\n")
  }

  @Argument(help: "The kind of chart.", completion: .charts)
  var kind: String

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
      "How it looks: light, dark or print (greys).", valueName: "theme"))
  var theme = ChartRequest.Look.light

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
    guard let file else { return try explainKind(console) }
    let single = await drawChart(
      kind: kind, file: file, options: settings, language: language,
      look: theme, width: Double(width))
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
  private func explainKind(_ console: Console) throws {
    do {
      let kind = try ChartKind.named(kind)
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
extension ChartRequest.Look: ExpressibleByArgument {}
