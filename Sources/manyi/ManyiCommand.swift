import ArgumentParser
import SurveyStudy

/// The root of all commands.
struct ManyiCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manyi",
    abstract: "Survey and satisfaction analytics: files in, reports out.",
    discussion: """
      EXAMPLES:
        manyi init example                   write a small study to try
        manyi check example                  look for faults, run nothing
        manyi run example -o out             write out/report.html and more
        manyi analyze mean a.csv --set variables=score

      A study is one YAML file that names data files, analyses and reports.

      EXIT CODES:
        0    everything was done
        1    it ran, and something that it found is an error
        2    it could not run: usage, the study, a missing file, the output
        130  stopped by Ctrl-C
      """,
    version: manyiVersion,
    subcommands: [
      InitCommand.self, CheckCommand.self, PlanCommand.self, RunCommand.self,
      RetryCommand.self,
      PrepareCommand.self, AnalyzeCommand.self, ChartCommand.self,
      ImportCommand.self,
      QualityCommand.self, ListCommand.self, ShowCommand.self,
      SchemaCommand.self, ExplainCommand.self, CleanCommand.self,
      DoctorCommand.self, CompletionsCommand.self, VersionCommand.self,
    ])

  func run() throws {
    Console(color: .auto).print(
      """
      manyi \(manyiVersion): survey and satisfaction analytics

        manyi init example          write a small study to try
        manyi run example -o out    run it

      manyi --help shows all commands.

      """)
  }
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Colour on the terminal: auto, always or never.",
      valueName: "when"))
  var color = ColorChoice.auto

  var console: Console { Console(color: color) }
}

/// The option of commands that read a study with parameters.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: ArgumentHelp(
      "Give a parameter of the study a value; may be given again.",
      valueName: "name=value"))
  var parameters: [String] = []
}

/// The same of commands without a study, whose `--set` may hold parameters.
struct SetParameterOptions: ParsableArguments {
  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: ArgumentHelp(
      "What ${name} in the values of --set stands for; may be given again.",
      valueName: "name=value"))
  var parameters: [String] = []
}

/// When to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}
