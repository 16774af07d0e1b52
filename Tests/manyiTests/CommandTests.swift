import Foundation
import TestSupport
import Testing

/// What scripts cannot say: other users, closed pipes, signals, colour.
@Suite struct CommandTests {
  private let folder: URL

  init() throws {
    folder = try Fixture.temporaryFolder()
    let answer = try Command.run(["init", "example"], in: folder)
    try #require(answer.code == 0)
  }

  private func shell(_ script: String) throws -> Command.Answer {
    try Command.run(
      [], in: folder,
      wrapper: ["/bin/sh", "-c", "M=\"$0\"; " + script])
  }

  @Test func folderThatMayNotBeWrittenIsNamed() throws {
    let path = folder.path()
    // Root may write anywhere, so that the test steps down when it has to.
    let script = """
      chmod 755 '\(path)'; mkdir locked; chmod 555 locked
      if [ "$(id -u)" = 0 ]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups \
          "$M" run example -o locked/out
      else
        "$M" run example -o locked/out
      fi
      """
    let answer = try shell(script)
    #expect(answer.code == 2)
    #expect(
      answer.errors.hasPrefix(
        "error[S121]: cannot write to 'locked/out': permission denied\n"))
    #expect(answer.errors.contains("'locked' has to be writable too"))
    #expect(answer.output == "")
  }

  @Test func failedRunLeavesTheLastOutput() throws {
    #expect(try shell("\"$M\" run example -o out").code == 0)
    let before = try shell("cd out; find . -type f | sort | xargs sha256sum")
    let broken = try shell(
      "sed -i 's/kind: share/kind: shaer/' example/study.yaml;"
        + "\"$M\" run example -o out")
    #expect(broken.code == 2)
    let after = try shell("cd out; find . -type f | sort | xargs sha256sum")
    #expect(before.output == after.output)
    #expect(before.output.contains("manifest.json"))
    #expect(try shell("ls -A").output == "example\nout\n")
  }

  @Test func fullDiskLeavesTheLastOutput() throws {
    #expect(try shell("\"$M\" run example -o out").code == 0)
    // Files may not grow beyond 16 KiB: writing fails half-way.
    let full = try shell(
      "trap '' XFSZ; ulimit -f 16; \"$M\" run example -o out --fresh")
    #expect(full.code == 2)
    #expect(full.errors.contains("error[S121]: cannot write to 'out'"))
    #expect(try shell("ls -A").output == "example\nout\n")
    #expect(try shell("test -s out/report.html").code == 0)
  }

  @Test func closedPipeIsQuiet() throws {
    let answer = try shell(
      "\"$M\" analyze share example/ratings.csv --set variables=grade --json"
        + " | head -c 1 >/dev/null; \"$M\" explain | true")
    #expect(answer.errors == "")
  }

  @Test func fullDeviceIsAnError() throws {
    let answer = try shell("\"$M\" explain > /dev/full")
    #expect(answer.code == 2)
    #expect(answer.errors.hasPrefix("error: cannot write the result:"))
  }

  @Test func interruptRemovesWhatWasBegun() throws {
    // The evaluation draws long enough to be stopped in the middle.
    let script = """
      sed -i 's/draws: 500/draws: 1000000/' example/study.yaml
      env --default-signal=INT "$M" run example -o out & pid=$!
      while [ ! -d .out.manyi-run ]; do sleep 0.05; done
      sleep 0.2; kill -INT $pid; wait $pid; echo $?; ls -A
      """
    // A shell without job control has its background jobs ignore Ctrl-C,
    // hence env.
    let answer = try shell(script)
    #expect(answer.output == "130\nexample\n")
    #expect(answer.errors.contains("'out' is as it was before the run"))
  }

  @Test func colourOnlyWhereItIsWanted() throws {
    let escape = "\u{1B}["
    func errors(
      _ arguments: [String], _ environment: [String: String] = [:]
    ) throws -> String {
      try Command.run(
        ["explain", "x"] + arguments, in: folder, environment: environment
      ).errors
    }
    #expect(try !errors([]).contains(escape))
    #expect(try errors(["--color", "always"]).contains(escape))
    #expect(try errors([], ["FORCE_COLOR": "1"]).contains(escape))
    #expect(
      try !errors([], ["FORCE_COLOR": "1", "NO_COLOR": "1"]).contains(escape))
    #expect(
      try !errors(["--color", "never"], ["FORCE_COLOR": "1"]).contains(escape))
  }

  @Test func hiddenCharactersAreWrittenOut() throws {
    let answer = try Command.run(
      ["check", "no\u{1B}[31m\u{202E}.yaml"], in: folder)
    #expect(answer.code == 2)
    #expect(answer.errors.contains("no\\u{1B}[31m\\u{202E}.yaml"))
  }
}
