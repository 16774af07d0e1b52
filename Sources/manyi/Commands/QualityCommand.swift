import ArgumentParser
import Diagnostics
import SurveyData
import SurveyStudy

/// Looks at how the questionnaires of one file were answered.
struct QualityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality",
    abstract: "Check how the questionnaires of one file were answered.",
    discussion: """
      EXAMPLES:
        manyi quality answers.csv
        manyi quality answers.csv --codebook codebook.yaml -o audit
        manyi quality answers.csv --set items=q1,q2,q3,q4,q5,q6 \\
          --set duration=seconds --set rules.speeder.below=0.3
        manyi quality answers.csv --set rules.duplicate=exclude \\
          --set 'rules.attention.checks={check1: 3}'

      Items, duration, device, key and open answers are found by themselves
      where nothing is named. Keys are those of 'quality' in a study, and
      those that say how a file is read.

      With -o it writes quality.html, quality.en.html and quality-flags.csv.
      A flag is a reason to look, no proof of carelessness.

      RULES (those with * are applied without being asked for):
      \(ruleList)
      """)

  @Argument(help: "The data file; - is standard input.")
  var file: String

  @Option(help: "The codebook.")
  var codebook: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key; may be given again.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String?

  @Flag(help: "Move a folder aside that manyi did not make.")
  var force = false

  @OptionGroup var parameters: SetParameterOptions

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let audit = await auditQuality(
      file: file, codebook: codebook, options: settings,
      parameters: parameters.parameters)
    let format = formatting.format
    if format.isForPrograms {
      console.print(audit.json, as: format, command: "quality")
    } else {
      console.show(audit.findings, isConcise: format == .concise)
    }
    guard let report = audit.report else { throw ExitStatus.couldNotRun }
    if !format.isForPrograms {
      console.print(QualityTable(report).text(width: console.width))
    }
    if let output { try write(audit, to: output, console) }
    if audit.findings.contains(where: { $0.severity == .error }) {
      throw ExitStatus.foundErrors
    }
  }

  private func write(
    _ audit: QualityAudit, to path: String, _ console: Console
  ) throws {
    do {
      let folder = try OutputFolder(path, replacesForeign: force)
      Interruption.protect(folder)
      let files = try audit.write(
        to: folder, languages: [.chinese, .english])
      let prefix = path.hasSuffix("/") ? path : path + "/"
      console.note("written:")
      for file in files { console.note("  " + prefix + file) }
    } catch {
      console.show([error])
      throw ExitStatus.couldNotRun
    }
  }

  /// The rules with their thresholds.
  private static var ruleList: String {
    qualityRules.map { rule in
      "  \(padded(rule.name + (rule.isDefault ? " *" : ""), 19))"
        + rule.keys.joined(separator: ", ")
    }.joined(separator: "\n")
  }
}
