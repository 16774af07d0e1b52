import ArgumentParser
import Diagnostics

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
      """)

  @Argument(help: "The code or its name.", completion: .codes)
  var code: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    guard let code else {
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
    console.print("\(known.id) \(known.name)\n\n\(known.explanation)")
  }
}
