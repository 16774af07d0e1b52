import ArgumentParser
import SurveyStudy

/// Looks at what the program runs on.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at what the program runs on: libraries, tools, fonts.",
    discussion: """
      EXAMPLES:
        manyi doctor
        manyi doctor --json > doctor.json    to send with a report of a fault

      Each line is ok, or warns and says what to do. Warnings keep nothing
      from running; exit code 0 in any case.
      """)

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var common: CommonOptions

  func run() {
    let console = common.console
    let checks = HealthCheck.all()
    if formatting.format.isForPrograms {
      return console.print(
        HealthCheck.json(checks), as: formatting.format, command: "doctor")
    }
    let width = checks.map(\.name.count).max() ?? 0
    for check in checks {
      let name = padded(check.name, width + 2)
      console.print(
        "\(check.isFine ? "ok  " : "warn")  \(name)\(visible(check.finding))")
      if let help = check.help { console.print("      help: \(visible(help))") }
    }
  }
}
