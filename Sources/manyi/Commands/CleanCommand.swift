import ArgumentParser
import Diagnostics
import SurveyStudy

/// Removes outputs of runs.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove the output of a run, and nothing else.",
    discussion: """
      EXAMPLES:
        manyi clean out --dry-run            what would be removed
        manyi clean out
        manyi clean out/north out/south

      Only files that the manifest of the folder lists are removed, and the
      folders that are empty then. Files that somebody else put there stay;
      so do files that were changed since the run, unless --force is given.
      A folder without a manifest of manyi is refused.
      """)

  @Argument(help: "The output folders.", completion: .directory)
  var folders: [String]

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  @Flag(help: "Remove files that were changed since the run too.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say only what went wrong.")
  var quiet = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    var cleaners: [OutputCleaner] = []
    var faults: [Diagnostic] = []
    for folder in folders {
      do {
        cleaners.append(try OutputCleaner(folder, removesChanged: force))
      } catch {
        faults.append(error)
      }
    }
    // Nothing is removed when a name is wrong.
    if !faults.isEmpty {
      console.show(faults)
      throw ExitStatus.couldNotRun
    }
    for cleaner in cleaners { try clean(cleaner, console) }
  }

  private func clean(_ cleaner: OutputCleaner, _ console: Console) throws {
    if dryRun {
      for file in cleaner.files {
        console.print("\(visible(cleaner.folder))/\(visible(file))")
      }
    } else {
      do {
        try cleaner.clean()
      } catch {
        console.show([error])
        throw ExitStatus.couldNotRun
      }
    }
    if !force {
      console.show(
        cleaner.changed.map { file in
          Diagnostic(
            .changedOutput, .warning, at: nil,
            "'\(cleaner.folder)/\(file)' was changed since the run"
              + " and stays",
            zh: "“\(cleaner.folder)/\(file)”在运行之后被改动过，予以保留",
            help: "--force removes it too")
        })
    }
    if quiet { return }
    let verb = dryRun ? "would remove" : "removed"
    console.note(
      "\(verb) \(counted(cleaner.files.count, "file")) of "
        + "'\(visible(cleaner.folder))'")
    if !cleaner.strangers.isEmpty {
      console.note(
        "\(counted(cleaner.strangers.count, "file")) of others "
          + "\(cleaner.strangers.count == 1 ? "stays" : "stay")")
    }
  }
}
