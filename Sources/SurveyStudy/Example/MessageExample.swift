import CTemplates
import Diagnostics

/// The smallest files and the command that bring a message about, with the
/// message as it is printed.
///
/// They stand in `Manual/messages.txt`; a test runs each of them and compares
/// what is printed.
public struct MessageExample: Sendable, Hashable {
  /// A file that is needed.
  public struct File: Sendable, Hashable {
    /// The name, from the folder in which the command is given.
    public var name: String
    /// Its lines.
    public var lines: [String]
  }

  /// The code of the message.
  public var code: String
  /// The files.
  public var files: [File] = []
  /// The command for a shell.
  public var command = ""
  /// The lines of the message.
  public var answer: [String] = []

  /// Every example, in the order of the codes.
  public static let all: [MessageExample] = {
    let file = manyi_message_examples()
    let text = String(
      decoding: UnsafeBufferPointer(start: file.bytes, count: file.count),
      as: UTF8.self)
    return examples(in: text)
  }()

  /// The example of a code; `nil` when it has none.
  public static func of(_ code: DiagnosticCode) -> MessageExample? {
    all.first { $0.code == code.id }
  }

  /// Reads examples: `example CODE`, then `file NAME` with lines after `| `,
  /// then `run COMMAND` with the lines of the message.
  static func examples(in text: String) -> [MessageExample] {
    var examples: [MessageExample] = []
    var isAnswer = false
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      let rest = words.count > 1 ? String(words[1]) : ""
      if words.first == "example" {
        examples.append(MessageExample(code: rest))
        continue
      }
      guard let last = examples.indices.last else { continue }
      switch words.first {
      case "file":
        isAnswer = false
        examples[last].files.append(File(name: rest, lines: []))
      case "run":
        isAnswer = true
        examples[last].command = rest
      case "|":
        let content = String(line.dropFirst(2))
        if isAnswer {
          examples[last].answer.append(content)
        } else if let file = examples[last].files.indices.last {
          examples[last].files[file].lines.append(content)
        }
      default: break
      }
    }
    return examples
  }

  /// The example as `Manual/messages.txt` has it.
  public var fileText: String {
    func block(_ lines: [String]) -> String {
      lines.map { $0.isEmpty ? "|\n" : "| \($0)\n" }.joined()
    }
    return "example \(code)\n"
      + files.map { "file \($0.name)\n" + block($0.lines) }.joined()
      + "run \(command)\n" + block(answer)
  }

  /// The example for people.
  public var text: String {
    func block(_ head: String, _ lines: [String]) -> String {
      "  \(head)\n" + lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    }
    return files.map { block("\($0.name)", $0.lines) + "\n" }.joined()
      + block("$ \(command)", answer)
  }
}
