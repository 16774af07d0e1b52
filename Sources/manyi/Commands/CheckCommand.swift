import ArgumentParser
import Diagnostics
import SurveyStudy

/// Looks for faults and runs nothing.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for faults in a study and its files, run nothing.",
    discussion: """
      EXAMPLES:
        manyi check example/study.yaml
        manyi check example --all            every finding in full
        manyi check example --format concise | grep ratings.csv

      Exit code 2 means that the study cannot be run as it is, 1 that its data
      have errors.
      """)

  @Argument(
    help: ArgumentHelp(
      "The study file, or the folder with its study.yaml; else the one here.",
      valueName: "study"))
  var named: String?

  private var study: String { named ?? "." }

  @Flag(help: "Write every finding in full instead of the first of a kind.")
  var all = false

  @Flag(name: .shortAndLong, help: "Say only what is wrong.")
  var quiet = false

  @OptionGroup var formatting: FormatOptions
  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    _ = try studyOrHere(named)
    var console = common.console
    console.folder = studyFolder(study)
    let log = DiagnosticLog()
    let workspace = await openStudy(
      study, parameters: parameters.parameters, log: log)
    let findings = (workspace?.findings(log) ?? log.diagnostics).filter {
      !quiet || $0.severity != .note
    }
    let format = formatting.format
    let printer = FindingPrinter(
      hasColor: Console.hasColor(common.color, descriptor: 1),
      width: console.width, folder: console.folder, showsAll: all)
    switch format {
    case .human where findings.isEmpty, .concise where findings.isEmpty:
      break
    case .human:
      console.print(printer.text(of: findings))
    case .concise:
      console.print(
        ConciseRenderer(folder: console.folder).text(of: findings))
    case .json, .jsonl:
      console.print(checkJSON(findings), as: format, command: "check")
    }
    if let workspace, format == .human, !quiet, !log.hasErrors {
      let study = workspace.study
      console.print(
        "\(study.file) can be run: "
          + counted(study.data.count, "data set") + ", "
          + counted(study.analyses.count, "analysis", "analyses"))
      console.note("next: manyi run \(self.study) -o out")
    }
    if let status = ExitStatus(preparing: findings) { throw status }
  }
}

extension ExitStatus {
  /// Why a study with these findings cannot be used as it is; `nil` when it
  /// can. Faults of the study itself weigh more than those of its data.
  init?(preparing findings: [Diagnostic]) {
    let errors = findings.filter { $0.severity == .error }
    if errors.isEmpty { return nil }
    self = isBlocking(errors) ? .couldNotRun : .foundErrors
  }
}

/// `1 analysis`, `3 analyses`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
