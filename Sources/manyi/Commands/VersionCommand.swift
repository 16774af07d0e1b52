import ArgumentParser
import SurveyStudy

/// Prints the version.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.",
    discussion: """
      EXAMPLE:
        manyi version
      """)

  @OptionGroup var common: CommonOptions

  func run() {
    common.console.print("manyi \(manyiVersion)")
  }
}
