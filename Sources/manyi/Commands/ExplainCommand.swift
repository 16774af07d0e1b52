import ArgumentParser
import Diagnostics
import SurveyStudy

/// Explains a code.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain the code of a message.",
    discussion: """
      EXAMPLES:
        manyi explain S101
        manyi explain unknown-column
        manyi explain                        list all codes
        manyi explain S101 --json            the page for other programs
      """)

  @Argument(help: "The code or its name.")
  var code: String?

  @Flag(help: "Print the page, or the list of all pages, as JSON.")
  var json = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    guard let code else {
      if json {
        console.print(explanationsJSON(DiagnosticCode.all).fileText)
        return
      }
      console.print(
        DiagnosticCode.all.map { "\($0.id)  \($0.name)" }
          .joined(separator: "\n"))
      return
    }
    guard let known = DiagnosticCode.named(code) else {
      let names = DiagnosticCode.all.flatMap { [$0.id, $0.name] }
      console.show([
        Diagnostic(
          .unknownCode, at: nil, "there is no code '\(code)'",
          help: nearest(to: code, in: names).map { "did you mean '\($0)'?" }
            ?? "run 'manyi explain' for a list")
      ])
      throw ExitStatus.couldNotRun
    }
    if json {
      console.print(explanationsJSON([known]).fileText)
      return
    }
    console.print("\(known.id) \(known.name)\n\n\(known.explanation)")
  }
}
