import Diagnostics

/// A sentence of the argument parser about a wrong command line, with what
/// was probably meant as the next step.
struct UsageFault {
  /// The sentence, starting in lower case.
  private(set) var message: String
  /// What was probably meant.
  private(set) var guess: String?

  init(_ text: String) {
    message = text.prefix(1).lowercased() + text.dropFirst()
    if let mark = message.firstRange(of: ". Did you mean '") {
      // "Unknown option '--quite'. Did you mean '--quiet'?"
      guess = message[mark.upperBound...].split(separator: "'").first
        .map(String.init)
      message = String(message[..<mark.lowerBound])
    } else if let mark = message.firstRange(of: ". Please provide one of ") {
      let quoted = Self.quoted(message[mark.upperBound...])
      let wrong = Self.quoted(message[..<mark.lowerBound]).first ?? ""
      guess = nearest(to: wrong, in: quoted)
      if guess != nil { message = String(message[..<mark.lowerBound]) }
    }
  }

  /// The texts between single quotes.
  private static func quoted(_ text: Substring) -> [String] {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }
      .map { String($0.element) }
  }

  /// The finding, which points at the help of `command`.
  func diagnostic(command: String?) -> Diagnostic {
    let page = "run 'manyi help\(command.map { " \($0)" } ?? "")'"
    return Diagnostic(
      .usage, at: nil, message, notes: guess == nil ? [] : [page],
      help: guess.map { "did you mean '\($0)'?" } ?? page)
  }
}
