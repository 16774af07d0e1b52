import ArgumentParser

/// Prints the script that completes commands in a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the script that completes commands with the tab key.",
    discussion: """
      EXAMPLES:
        manyi completions bash > ~/.local/share/bash-completion/completions/manyi
        manyi completions zsh > ~/.zfunc/_manyi
        manyi completions fish > ~/.config/fish/completions/manyi.fish

      Kinds of analyses and charts, codes, and the results of a study or an
      output are completed too. For zsh, ~/.zfunc has to be in fpath before
      compinit is called. A new shell knows them.
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  @OptionGroup var common: CommonOptions

  func run() {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    common.console.print(ManyiCommand.completionScript(for: shell))
  }
}
