import ArgumentParser
import Diagnostics
import Glibc

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
    if ManyiCommand.exitCode(for: error) == .success {
      console.print(ManyiCommand.fullMessage(for: error))
      return .success
    }
    let command = arguments.first { commandNames.contains($0) }
    let message = ManyiCommand.message(for: error)
    console.show([
      Diagnostic(
        .usage, at: nil, message.prefix(1).lowercased() + message.dropFirst(),
        help: "run 'manyi help\(command.map { " \($0)" } ?? "")'")
    ])
    return .couldNotRun
  }

  private static var commandNames: [String] {
    ManyiCommand.configuration.subcommands.map { $0._commandName } + ["help"]
  }

  /// The parser would only say that an argument is unexpected.
  private static func unknownCommand(in arguments: [String]) -> Diagnostic? {
    var words = arguments[...]
    if words.first == "help" { words.removeFirst() }
    guard let word = words.first, !word.hasPrefix("-"),
      !commandNames.contains(word)
    else { return nil }
    let known = commandNames.joined(separator: ", ")
    return Diagnostic(
      .unknownCommand, at: nil, "no command is called '\(word)'",
      help: nearest(to: word, in: commandNames).map { "did you mean '\($0)'?" }
        ?? "the commands are: \(known)")
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
