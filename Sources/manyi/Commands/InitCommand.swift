import ArgumentParser
import Diagnostics
import SurveyStudy

/// Writes a small study to try.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a small working study to start from.",
    discussion: """
      EXAMPLES:
        manyi init example       write it to the folder example
        manyi init               write it here

      The data are made up and say so. Files that exist are never overwritten.
      """)

  @Argument(help: "The folder to write to; made when it is not there.")
  var folder = "."

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    do {
      for file in try writeExample(to: folder) { console.print(file) }
    } catch {
      console.show([error])
      throw ExitStatus.couldNotRun
    }
    console.note("next: manyi check \(folder)")
  }
}
