import Foundation
import TestSupport

/// A plain-text test of the command: files, commands and what they answer.
///
///     # A comment.
///     file study.yaml
///     | manyi: 1
///     run check study.yaml
///     code 2
///     stdout
///     stderr
///     | error[S103]: …
///
/// Every `run` works in the same new folder. With `RECORD_SNAPSHOTS` set the
/// answers are written into the file instead of being compared.
struct CommandScript {
  enum Step {
    case comment(String)
    case file(name: String, lines: [String])
    case link(name: String, target: String)
    case run(Call)
  }

  struct Call {
    var arguments: [String]
    var code: Int32 = 0
    var output: [String] = []
    var errors: [String] = []
  }

  var steps: [Step] = []

  init(_ text: String) {
    var target: WritableKeyPath<Call, [String]>?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rest = words.count > 1 ? words[1] : ""
      if line.hasPrefix("|") {
        append(String(line.dropFirst(line.hasPrefix("| ") ? 2 : 1)), target)
        continue
      }
      switch words.first {
      case "file": steps.append(.file(name: rest, lines: []))
      case "link":
        let names = rest.split(separator: " ").map(String.init)
        steps.append(.link(name: names[0], target: names[1]))
      case "run": steps.append(.run(Call(arguments: Self.arguments(rest))))
      case "code": change { $0.code = Int32(rest) ?? -1 }
      case "stdout": target = \.output
      case "stderr": target = \.errors
      default: steps.append(.comment(String(line)))
      }
    }
  }

  private mutating func append(
    _ line: String, _ target: WritableKeyPath<Call, [String]>?
  ) {
    guard let last = steps.indices.last else { return }
    switch steps[last] {
    case .file(let name, let lines):
      steps[last] = .file(name: name, lines: lines + [line])
    case .run: if let target { change { $0[keyPath: target].append(line) } }
    default: break
    }
  }

  private mutating func change(_ body: (inout Call) -> Void) {
    guard let last = steps.indices.last, case .run(var call) = steps[last]
    else { return }
    body(&call)
    steps[last] = .run(call)
  }

  /// Words between blanks; quotes keep blanks.
  private static func arguments(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "'" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Runs every step.
  ///
  /// - Returns: The script with the answers of now.
  func played() throws -> CommandScript {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var script = self
    for (position, step) in steps.enumerated() {
      switch step {
      case .comment: break
      case .file(let name, let lines):
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true)
        let text = lines.map { $0 + "\n" }.joined()
        try Data(text.utf8).write(to: file)
      case .link(let name, let target):
        try FileManager.default.createSymbolicLink(
          atPath: folder.appending(path: name).path(),
          withDestinationPath: target)
      case .run(var call):
        let answer = try Command.run(call.arguments, in: folder)
        call.code = answer.code
        call.output = Self.lines(answer.output)
        call.errors = Self.lines(answer.errors)
        script.steps[position] = .run(call)
      }
    }
    return script
  }

  /// Times differ from run to run.
  private static func lines(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    let steady = text.replacing(/[0-9]+\.[0-9][0-9]s/, with: "0.00s")
      .replacing(/"seconds": [0-9.]+/, with: "\"seconds\": 0")
    let lines = steady.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    return lines.last == "" ? Array(lines.dropLast()) : lines
  }

  /// The script as a file.
  var text: String {
    func block(_ lines: [String]) -> String {
      lines.map { $0.isEmpty ? "|\n" : "| \($0)\n" }.joined()
    }
    let texts = steps.map { step in
      switch step {
      case .comment(let line): line + "\n"
      case .file(let name, let lines): "file \(name)\n" + block(lines)
      case .link(let name, let target): "link \(name) \(target)\n"
      case .run(let call):
        "run "
          + call.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }
          .joined(separator: " ") + "\ncode \(call.code)\n" + "stdout\n"
          + block(call.output) + "stderr\n" + block(call.errors)
      }
    }
    // The last line break of the file was read as an empty comment.
    let text = texts.joined()
    return text.hasSuffix("\n\n") ? String(text.dropLast()) : text
  }
}

/// The program that was built beside the tests.
enum Command {
  struct Answer {
    var code: Int32
    var output: String
    var errors: String
  }

  static var executable: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "manyi")
  }

  static func run(
    _ arguments: [String], in folder: URL, wrapper: [String] = [],
    environment: [String: String] = [:]
  ) throws -> Answer {
    let process = Process()
    let words = wrapper + [executable.path()] + arguments
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "COLUMNS": "80", "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    // Files instead of pipes: nothing can fill up and block.
    let files = try (0..<2).map { _ in
      let file = FileManager.default.temporaryDirectory
        .appending(path: "manyi-\(UUID().uuidString)")
      try Data().write(to: file)
      return file
    }
    defer {
      for file in files { try? FileManager.default.removeItem(at: file) }
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map {
      String(decoding: try Data(contentsOf: $0), as: UTF8.self)
    }
    let code =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    return Answer(code: code, output: texts[0], errors: texts[1])
  }
}
