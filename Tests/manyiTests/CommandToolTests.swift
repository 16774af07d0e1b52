import Foundation
import TestSupport
import Testing

/// Standard input, completions, help that fits, and what `doctor` says.
@Suite struct CommandToolTests {
  private let folder: URL

  init() throws {
    folder = try Fixture.temporaryFolder()
    try #require(try Command.run(["init", "example"], in: folder).code == 0)
  }

  private func shell(
    _ script: String, environment: [String: String] = [:]
  ) throws -> Command.Answer {
    try Command.run(
      [], in: folder, wrapper: ["/bin/sh", "-c", "M=\"$0\"; " + script],
      environment: environment)
  }

  @Test func aHyphenReadsStandardInput() throws {
    let options = "--set codebook=example/codebook.yaml --set variables=grade"
    let named = try shell(
      "\"$M\" analyze share example/ratings.csv \(options)")
    let piped = try shell(
      "cat example/ratings.csv | \"$M\" analyze share - \(options)")
    #expect(named.code == 0)
    #expect(
      piped.output
        == named.output.replacing("example/ratings.csv", with: "standard input")
    )
    let imported = try shell(
      "gzip -c example/ratings.csv | \"$M\" import - --to csv"
        + " | cmp - example/ratings.csv")
    #expect(imported.errors == "")
    let chart = try shell(
      "printf 'unit,score\\na,1\\nb,2\\n' | "
        + "\"$M\" chart dots - --set label=unit --set value=score")
    #expect(chart.output.hasPrefix("<svg"))
    let faulty = try shell(
      "printf 'a,b\\n1,2\\n3\\n' | \"$M\" import - --format concise")
    #expect(faulty.errors.contains("standard input:3"))
    #expect(try shell("\"$M\" import - < example").code == 2)
    #expect(try shell("\"$M\" import - < /dev/null").code == 2)
    #expect(try shell("ls -A").output == "example\n")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreScripts(name: String) throws {
    let answer = try Command.run(["completions", name], in: folder)
    #expect(answer.code == 0)
    #expect(answer.errors == "")
    for command in ["analyze", "completions", "doctor", "show"] {
      #expect(answer.output.contains(command))
    }
    if name == "bash" {
      #expect(try shell("\"$M\" completions bash | /bin/bash -n").code == 0)
    }
  }

  @Test func completionsKnowResultsCodesAndKinds() throws {
    let bash = "/bin/bash"
    guard FileManager.default.isExecutableFile(atPath: bash) else { return }
    func completed(_ words: String) throws -> [Substring] {
      let parts = words.split(
        separator: " ", omittingEmptySubsequences: false)
      let list = parts.map { "'\($0)'" }.joined(separator: " ")
      let script = """
        PATH="$(dirname "$M"):$PATH"; source <("$M" completions bash)
        COMP_WORDS=(\(list)); COMP_CWORD=\(parts.count - 1)
        COMP_LINE='\(words)'; COMP_POINT=${#COMP_LINE}
        _manyi manyi '\(parts.last ?? "")' ''
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      return try Command.run(
        [], in: folder, wrapper: [bash, "-c", "M=\"$0\"; " + script]
      ).output.split(separator: "\n")
    }
    #expect(try completed("manyi explain S10").contains("S101"))
    #expect(try completed("manyi analyze ma").isEmpty)
    #expect(try completed("manyi analyze me").contains("mean"))
    #expect(try completed("manyi show example ").contains("satisfaction"))
    #expect(try completed("manyi ru").contains("run"))
  }

  @Test func helpFitsTheTerminal() throws {
    for width in [60, 80, 120] {
      let answer = try shell(
        "\"$M\" help run", environment: ["COLUMNS": "\(width)"])
      let usage = try #require(answer.output.firstRange(of: "OPTIONS:"))
      let lines = answer.output[usage.lowerBound...].split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
    }
  }

  @Test func doctorSaysWhatToDo() throws {
    let answer = try Command.run(
      ["doctor"], in: folder,
      environment: ["PATH": "/nowhere", "LC_ALL": "C", "HOME": "/nowhere"])
    #expect(answer.code == 0)
    #expect(answer.output.hasPrefix("ok    version"))
    #expect(answer.output.contains("\nwarn  rsvg-convert"))
    #expect(answer.output.contains("\nwarn  terminal"))
    let lines = answer.output.split(separator: "\n")
    for (line, next) in zip(lines, lines.dropFirst())
    where line.hasPrefix("warn") {
      #expect(next.hasPrefix("      help: "))
    }
    let json = try Command.run(["doctor", "--json"], in: folder).output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8))
        as? [String: Any])
    #expect(object["schema"] as? Int == 1)
    #expect((object["checks"] as? [Any])?.count ?? 0 > 12)
  }
}
