import ArgumentParser
import Diagnostics
import SurveyStudy

/// Reads one data file and shows what was found.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a data file, show what was recognised and why.",
    discussion: """
      EXAMPLES:
        manyi import answers.csv
        manyi import answers.csv --codebook codebook.yaml
        manyi import answers.csv --draft-codebook > codebook.yaml
        manyi import old.csv --to csv -o new.csv
        manyi import answers.csv --to sav -o answers.sav
        manyi import old.csv --set encoding=big5 --set delimiter=tab --json

      KEYS of --set, as for a data set of a study:
        encoding      auto, or \(encodingNames)
        delimiter     auto, one character, or tab
        quote         one character, or none
        escape        one character, or none
        double-quote  true: two quotes inside quotes are one
        comment       one character, or none
        header        false: the first record is data
        skip-lines    lines above the header
        formula-guard true: drop apostrophes that guard formulas, as in '=1
        duplicates    stop or rename
        bare-quote    reject or literal
        decimal, thousands, date-order, date-system: see the manual
        max-rejects, total-rows, max-field-bytes, max-columns

      Exit code 1 means that records were set aside, more than max-rejects
      allows; 2 that the file cannot be read.
      """)

  @Argument(help: "The data file; - is standard input.")
  var file: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a key instead of finding it out; may be given again.",
      valueName: "key=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp("The codebook of the file.", valueName: "file"))
  var codebook: String?

  @Option(
    help: ArgumentHelp(
      "Write the table as another file: "
        + TableFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "format"))
  var to: TableFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write it instead of standard output.", valueName: "path"))
  var output: String?

  @Flag(help: "Replace the file at -o when there is one.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "The platform whose export it is: auto, none, or its name.",
      valueName: "name"))
  var profile: String?

  @Flag(help: "Leave every cell as the text that it is.")
  var allText = false

  @OptionGroup var formatting: FormatOptions

  @Flag(help: "Print a codebook to fill in.")
  var draftCodebook = false

  @Flag(help: "Write every finding in full instead of the first of a kind.")
  var all = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if to == nil, output != nil || force {
      throw ValidationError("-o and --force need --to, such as --to csv")
    }
    if let to, !to.isText, output == nil {
      throw ValidationError(
        "--to \(to.rawValue) needs -o, such as -o new.\(to.rawValue)")
    }
    let results = [
      ("--json", formatting.json),
      (
        "--format \(formatting.format.rawValue)",
        formatting.format.isForPrograms && !formatting.json
      ), ("--draft-codebook", draftCodebook),
      ("--to without -o", to != nil && output == nil),
    ].filter(\.1).map(\.0)
    if results.count > 1 {
      throw ValidationError(
        "\(results.joined(separator: " and ")) both print to standard "
          + "output; choose one")
    }
  }

  func run() throws {
    let console = common.console
    let single = importFile(
      file, options: settings + (profile.map { ["profile=\($0)"] } ?? []),
      codebook: codebook, allText: allText)
    let isPrinting = to != nil && output == nil
    let format = formatting.format
    if format.isForPrograms {
      console.print(single.json, as: format, command: "import")
    } else if draftCodebook {
      console.show(single.findings, all: all)
      if let draft = single.draftCodebook { console.print(draft) }
    } else if isPrinting {
      console.show(single.findings, all: all)
      single.writeCSV { console.write($0) }
    } else {
      show(single, console)
    }
    if single.error != nil { throw ExitStatus.couldNotRun }
    if let to, let output {
      do {
        console.show(
          try single.write(as: to, to: output, replaces: force), all: all)
        console.note("wrote \(visible(output))")
      } catch {
        console.show([error])
        throw ExitStatus.couldNotRun
      }
    }
    if single.hasForbiddenRejects
      || single.findings.contains(where: { $0.severity == .error })
    {
      throw ExitStatus.foundErrors
    }
  }

  private func show(_ single: SingleImport, _ console: Console) {
    if single.error == nil {
      console.print(ImportView(single).text(width: console.width))
    }
    guard !single.findings.isEmpty else { return }
    if formatting.format == .concise {
      console.show(single.findings, isConcise: true)
      return
    }
    var printer = FindingPrinter(
      hasColor: Console.hasColor(common.color, descriptor: 1),
      width: console.width, folder: "", showsAll: all)
    printer.allCommand = "manyi import --all"
    let gap = single.error == nil ? "\n" : ""
    console.print(gap + printer.text(of: single.findings))
  }
}

extension TableFormat: ExpressibleByArgument {}
