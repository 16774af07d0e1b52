import ArgumentParser
import Diagnostics
import Glibc
import SurveyStudy

/// The entry point: runs a command and turns whatever happened into an exit
/// code.
@main
struct Main {
  static func main() async {
    // A reader that went away shows as an error of write, not as a signal
    // that would leave half-written files behind.
    signal(SIGPIPE, SIG_IGN)
    Interruption.listen()
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(await code(for: arguments).rawValue)
  }

  private static func code(for arguments: [String]) async -> ExitStatus {
    if let unknown = unknownCommand(in: arguments) {
      Console(for: arguments).show([unknown])
      return .couldNotRun
    }
    do {
      var command = try ManyiCommand.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .success
    } catch let status as ExitStatus {
      return status
    } catch {
      return finish(error, arguments: arguments)
    }
  }

  /// Help and completions end with success; the rest is a fault of usage.
  private static func finish(
    _ error: any Error, arguments: [String]
  ) -> ExitStatus {
    let console = Console(for: arguments)
    let command = arguments.first { commandNames.contains($0) }
    if ManyiCommand.exitCode(for: error) == .success {
      let text = ManyiCommand.fullMessage(for: error)
      let isShort =
        arguments.contains("-h") && !arguments.contains("--help")
        && command != "help"
      console.print(isShort ? ShortHelp(text, command: command).text : text)
      return .success
    }
    let message = ManyiCommand.message(for: error)
    console.show([UsageFault(message).diagnostic(command: command)])
    return .couldNotRun
  }

  private static var commandNames: [String] {
    ManyiCommand.configuration.subcommands.map { $0._commandName } + ["help"]
  }

  /// What other programs call our commands.
  private static let other = [
    "validate": "check", "lint": "check", "test": "check", "build": "run",
    "render": "run", "new": "init", "create": "init", "open": "show",
    "view": "show", "print": "show", "ls": "list", "rm": "clean",
    "remove": "clean", "delete": "clean", "plot": "chart", "draw": "chart",
    "read": "import", "convert": "import", "completion": "completions",
  ]

  /// The parser would only say that an argument is unexpected.
  private static func unknownCommand(in arguments: [String]) -> Diagnostic? {
    var words = arguments[...]
    if words.first == "help" { words.removeFirst() }
    guard let word = words.first, !word.hasPrefix("-"),
      !commandNames.contains(word)
    else { return nil }
    let known = commandNames.joined(separator: ", ")
    let guess =
      nearest(to: word, in: commandNames)
      ?? commandNames.first { word.count > 2 && $0.hasPrefix(word) }
      ?? other[word]
    var help = guess.map { "did you mean '\($0)'?" }
    if StudySelection([word], output: "out").looksLikeStudies {
      help = "did you mean 'manyi run \(word) -o out'?"
    }
    return Diagnostic(
      .unknownCommand, at: nil, "no command is called '\(word)'",
      help: help ?? "the commands are: \(known)")
  }
}

/// How a command ended, as the number that the shell sees.
enum ExitStatus: Int32, Error {
  /// Everything was done.
  case success = 0
  /// The command ran, and something that it found is an error.
  case foundErrors = 1
  /// The command could not run: wrong usage, an error in the study, a file
  /// that is missing, output that cannot be written.
  case couldNotRun = 2
  /// Stopped by Ctrl-C.
  case interrupted = 130
}
