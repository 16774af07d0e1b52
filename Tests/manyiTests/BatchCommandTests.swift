import Foundation
import TestSupport
import Testing

/// Many studies, and runs that wait for changes.
@Suite struct BatchCommandTests {
  private let folder: URL

  init() throws {
    folder = try Fixture.temporaryFolder()
    for name in ["east", "north", "west"] {
      let answer = try Command.run(["init", "studies/\(name)"], in: folder)
      try #require(answer.code == 0)
    }
  }

  private func shell(
    _ script: String, environment: [String: String] = [:]
  ) throws -> Command.Answer {
    try Command.run(
      [], in: folder, wrapper: ["/bin/sh", "-c", "M=\"$0\"; " + script],
      environment: environment)
  }

  @Test func manyStudiesWriteTheSameAsOneByOne() throws {
    let answer = try shell(
      """
      "$M" run 'studies/*/study.yaml' -o out -q || exit 9
      for name in east north west; do
        "$M" run studies/$name -o alone/$name -q || exit 9
      done
      diff -r -x run-results.json out alone && ls -A . out
      """)
    #expect(answer.code == 0)
    #expect(
      answer.output == ".:\nalone\nout\nstudies\n\nout:\neast\nnorth\nwest\n")
  }

  /// What is missing because of the machine is no reason to say that nothing
  /// has changed.
  @Test func picturesThatWereLeftOutAreMadeTheNextTime() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/rsvg-convert")
    else { return }
    let answer = try shell(
      """
      sed -i 's/^reports:/&\\n  formats: [png]/' studies/east/study.yaml
      PATH=/none "$M" run studies/east -o out -q; echo $?
      "$M" run studies/east -o out -q; echo $?
      ls out/charts | grep -c 'png$' | sed 's/^[1-9].*/pictures/'
      """)
    #expect(answer.output == "1\n0\npictures\n")
  }

  @Test func exitCodesCountWhatRan() throws {
    func code(_ script: String) throws -> Int32 { try shell(script).code }
    #expect(try code("\"$M\" run studies -o out") == 0)
    #expect(try code("\"$M\" run studies none.yaml -o out") == 1)
    #expect(try code("\"$M\" run no.yaml none.yaml -o out") == 2)
    #expect(try code("\"$M\" run 'no*.yaml' -o out") == 2)
    // Errors in the data: written all the same.
    #expect(
      try code(
        """
        sed -i 's/file: ratings.csv,/& max-rejects: 0,/' studies/east/study.yaml
        echo '1' >> studies/east/ratings.csv
        "$M" run studies -o out; [ $? = 1 ] && test -s out/east/report.html
        """) == 0)
  }

  @Test func outputIsInOrder() throws {
    let answer = try shell("\"$M\" run studies -o out -v")
    let names = answer.errors.split(separator: "\n").prefix(3).map {
      $0.split(separator: " ")[1]
    }
    #expect(names == ["east", "north", "west"])
  }

  @Test func eventsAreOneDocumentALine() throws {
    let answer = try shell("\"$M\" run studies -o out --format jsonl")
    #expect(answer.errors == "")
    var events: [String: Int] = [:]
    for line in answer.output.split(separator: "\n") {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8))
          as? [String: Any])
      #expect(object["schema"] as? Int == 1)
      let event = try #require(object["event"] as? String)
      events["\(event) \(object["of"] as? String ?? "")", default: 0] += 1
    }
    #expect(
      events == [
        "started run": 1, "started study": 3, "finished study": 3,
        "started analysis": 9, "finished analysis": 9, "summary ": 1,
      ])
  }

  @Test func interruptLeavesGoodOutputs() throws {
    let answer = try shell(
      """
      sed -i 's/draws: 500/draws: 1000000/' studies/west/study.yaml
      env --default-signal=INT "$M" run studies -o out & pid=$!
      n=0
      until [ -d out/.west.manyi-run ] && [ -d out/east ] && [ -d out/north ]
      do
        n=$((n+1)); [ $n -gt 2400 ] && { kill $pid; exit 9; }; sleep 0.05
      done
      sleep 0.2; kill -INT $pid; wait $pid; echo $?; ls -A out
      test -s out/east/report.html && test -s out/north/report.html
      """)
    #expect(answer.code == 0)
    #expect(answer.output == "130\neast\nnorth\n")
    #expect(
      answer.errors.contains(
        "interrupted: 'out/west' is as it was before the run"))
  }

  @Test func watchRunsAgainOnSaveAndEndsWithCtrlC() throws {
    // Every loop has an end, and so has the command.
    let answer = try shell(
      """
      await() {
        n=0
        until [ "$(grep -c "$1" log)" -ge "$2" ]; do
          n=$((n+1)); [ $n -gt 2400 ] && { cat log >&2; kill $pid; exit 9; }
          sleep 0.05
        done
      }
      : > log
      env --default-signal=INT timeout -s INT 120 "$M" run studies/north \
        -o studies/north/out --watch > result 2> log & pid=$!
      await '^watching' 1
      touch studies/north/study.yaml
      sed 's/draws: 500/draws: 400/' studies/north/study.yaml > new
      mv new studies/north/study.yaml
      await '^watching' 2
      sed -i 's/kind: share/kind: shaer/' studies/north/study.yaml
      await 'S109' 1
      await '^watching' 3
      sed -i 's/kind: shaer/kind: share/' studies/north/study.yaml
      await '^watching' 4
      sleep 1
      pkill -INT -P $pid manyi; wait $pid; echo $?
      grep -c '^changed: .studies/north/study.yaml.$' log
      grep -c report.html result
      ls -A studies/north/out | grep -c manifest
      """)
    #expect(answer.errors == "")
    #expect(answer.output == "130\n3\n3\n1\n")
  }

  @Test func progressIsOnTerminalsOnly() throws {
    let script = "/usr/bin/script"
    guard FileManager.default.isExecutableFile(atPath: script) else { return }
    _ = try shell(
      "sed -i 's/draws: 500/draws: 40000/' studies/*/study.yaml")
    let inPipe = try shell("\"$M\" run studies/north -o out --fresh")
    #expect(!inPipe.errors.contains("\r"))
    #expect(!inPipe.errors.contains("[1/3]"))
    let verbose = try shell("\"$M\" run studies/north -o out --fresh -v")
    #expect(verbose.errors.contains("[1/3] satisfaction … ok "))
    func terminal(_ options: String, _ term: String) throws -> String {
      try shell(
        "TERM=\(term) \(script) -qec \"$M run studies/north -o out --fresh \(options)\""
          + " /dev/null", environment: ["COLUMNS": "70"]
      ).output
    }
    let line = try terminal("", "xterm")
    #expect(line.contains("\r\u{1B}[K["))
    #expect(line.contains("/3] "))
    #expect(try !terminal("", "dumb").contains("\u{1B}"))
    #expect(try !terminal("--format json", "xterm").contains("\u{1B}"))
    #expect(try !terminal("--quiet", "xterm").contains("\u{1B}"))
  }
}
