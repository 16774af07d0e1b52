import ArgumentParser
import Diagnostics
import SurveyStudy
import SurveyTables

/// Writes a study to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a working study to start from.",
    discussion: """
      EXAMPLES:
        manyi init example       write a small study to the folder example
        manyi init               write it here
        manyi init --list        the studies that there are
        manyi init --template suggestion-handling mine
        manyi init mine --from survey.csv
                                 draft a study of your own file

      The data of most are made up and say so; real ones come with their
      licence. Files that exist are never overwritten.
      """)

  @Argument(help: "The folder to write to; made when it is not there.")
  var folder = "."

  @Option(
    help: ArgumentHelp(
      "The study to write; see --list.", valueName: "name"))
  var template: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Draft a study and a codebook from these files: what their columns seem "
        + "to be.", valueName: "file"))
  var from: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "How the files of --from are read, a key of a data set; may be repeated.",
      valueName: "key=value"))
  var settings: [String] = []

  @Flag(help: "List the studies that can be written.")
  var list = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !from.isEmpty, template != nil {
      throw ValidationError("--from and --template exclude one another")
    }
    if from.isEmpty, !settings.isEmpty {
      throw ValidationError("--set says how the files of --from are read")
    }
  }

  func run() throws {
    let console = common.console
    if list {
      console.print(Self.templates.joined(separator: "\n"))
      return
    }
    if !from.isEmpty {
      try draft(console)
      return
    }
    do {
      var study = StudyTemplate.example
      if let template { study = try StudyTemplate.named(template) }
      for file in try writeTemplate(study, to: folder) {
        console.print(path: file)
      }
    } catch {
      console.show([error])
      throw ExitStatus.couldNotRun
    }
    console.note("next: manyi check \(visible(folder))")
  }

  /// Drafts a study of the user's own files.
  private func draft(_ console: Console) throws {
    let log = DiagnosticLog()
    guard
      let files = writeDraft(
        from: from, to: folder, options: settings, log: log)
    else {
      console.show(log.diagnostics)
      throw ExitStatus.couldNotRun
    }
    for file in files { console.print(path: file) }
    console.note(
      "next: read \(visible(files[0])), then manyi check \(visible(folder))")
  }

  /// Each template with what it shows, in both languages.
  private static var templates: [String] {
    let width = 2 + (StudyTemplate.all.map(\.name.count).max() ?? 0)
    let blanks = String(repeating: " ", count: width)
    return StudyTemplate.all.flatMap { template in
      [
        padded(template.name, width)
          + "\(template.summary[.english]) (\(template.origin[.english]))",
        blanks
          + "\(template.summary[.chinese])（\(template.origin[.chinese])）",
      ]
    }
  }
}
