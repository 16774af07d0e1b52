import Foundation
import TestSupport
import Testing

/// The bytes of an output come from the study, its files and the program, and
/// from nothing else.
@Suite struct SameBytesTests {
  @Test func outputDoesNotDependOnTheEnvironment() throws {
    let folder = try Fixture.temporaryFolder()
    try #require(
      Command.run(["init", "example"], in: folder).code == 0)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "deep/er"), withIntermediateDirectories: true)
    func shell(
      _ script: String, _ environment: [String: String] = [:]
    ) throws -> Command.Answer {
      try Command.run(
        [], in: folder, wrapper: ["/bin/sh", "-c", "M=\"$0\"; " + script],
        environment: environment)
    }
    // Every format that needs no other program.
    let study = folder.appending(path: "example/study.yaml")
    let text = try String(contentsOf: study, encoding: .utf8)
    try text.replacing(
      "reports:\n",
      with: "reports:\n  formats: [html, notebook, svg, markdown, csv, "
        + "csv-shown, xlsx, latex, text]\n"
    ).write(to: study, atomically: true, encoding: .utf8)
    // One processor means one thread at a time; taskset is how users bound
    // them.
    let runs: [(script: String, environment: [String: String])] = [
      ("\"$M\" run example -o out", ["LC_ALL": "C", "TZ": "Pacific/Apia"]),
      (
        "umask 077; \"$M\" run example/study.yaml -o ./out/",
        ["LC_ALL": "de_DE.UTF-8", "OPENBLAS_NUM_THREADS": "1"]
      ),
      (
        "cd deep/er; taskset -c 0 \"$M\" run ../../example -o ../../out",
        ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR", "COLUMNS": "40"]
      ),
      (
        "umask 0; \"$M\" run \"$PWD/example\" -o \"$PWD/out\"",
        ["LANG": "zh_CN.GB18030", "LC_ALL": "", "TZ": "Asia/Shanghai"]
      ),
      (
        "cd example; taskset -c 0-1 \"$M\" run . -o ../out",
        ["LC_NUMERIC": "de_DE.UTF-8", "TZ": ":nowhere", "HOME": "/nowhere"]
      ),
      (
        "go() { taskset -c 0 \"$M\" run example -o other \"$@\" "
          + "&& mv other out; }; go",
        ["LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LC_TIME": "zh_TW"]
      ),
      (
        "cp -R example copy; touch -d 1999-01-01 copy/*; "
          + "\"$M\" run copy -o out", ["SOURCE_DATE_EPOCH": "0"]
      ),
    ]
    var first: String?
    for (script, environment) in runs {
      let answer = try shell(script + " --quiet", environment)
      #expect(answer.code == 0, "\(script): \(answer.errors)")
      let formats = try shell(
        "find out -type f | sed 's/.*\\.//' | LC_ALL=C sort -u | tr '\\n' ' '"
      ).output
      #expect(
        formats == "csv html ipynb json manyi md svg tex txt xlsx ", "\(script)"
      )
      let hashes = try shell(
        "cd out; find . -type f ! -path './.cache/*' ! -name run-results.json"
          + " | LC_ALL=C sort | xargs sha256sum; cd ..; rm -rf out"
      ).output
      #expect(hashes.split(separator: "\n").count > 100)
      #expect(hashes == first ?? hashes, "\(script) \(environment)")
      first = hashes
    }
  }

  @Test func outputThatCannotBeWrittenToStandardOutputIsAnError() throws {
    let folder = try Fixture.temporaryFolder()
    try #require(Command.run(["init", "example"], in: folder).code == 0)
    for command in [
      "run example -o out", "plan example -o new", "plan example -o new --json",
    ] {
      let answer = try Command.run(
        [], in: folder,
        wrapper: ["/bin/sh", "-c", "\"$0\" \(command) > /dev/full"])
      #expect(answer.code == 2, "\(command)")
      #expect(answer.errors.contains("cannot write the result"), "\(command)")
    }
  }
}
