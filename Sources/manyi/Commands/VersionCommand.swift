import ArgumentParser
import SurveyStudy

/// Prints the version.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.",
    discussion: """
      EXAMPLES:
        manyi version
        manyi version --json      with the versions of files
      """)

  @Flag(help: "Print everything as JSON.")
  var json = false

  @OptionGroup var common: CommonOptions

  func run() {
    guard json else { return common.console.print("manyi \(manyiVersion)") }
    common.console.print(
      JSONValue.object([
        ("schema", .integer(1)), ("tool", .text("manyi")),
        ("version", .text(manyiVersion)), ("study", .integer(1)),
        ("results", .integer(1)), ("manifest", .integer(1)),
      ]).fileText)
  }
}
