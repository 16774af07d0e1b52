import Foundation
import TestSupport
import Testing

/// A run that is stopped at a call that writes. `Scripts/fault-sweep.sh` goes
/// through every call; here are some of each, in seconds.
@Suite(.serialized) struct FaultTests {
  private static let canTrace: Bool = {
    let answer = try? Command.run(
      [], in: FileManager.default.temporaryDirectory,
      wrapper: ["/bin/sh", "-c", "strace -qq -o /dev/null true"])
    if answer?.code != 0 {
      print("SKIPPED: no strace here, faults of the system are not tested")
    }
    return answer?.code == 0
  }()

  private let folder: URL

  init() throws {
    folder = try Fixture.temporaryFolder()
    let study = """
      manyi: 1
      languages: [en]
      data: {ratings: {file: ratings.csv}}
      analyses:
        answers: {kind: share, data: ratings, variables: [grade]}
      """
    let changed = study.replacing("[grade]}", with: "[grade], level: 0.9}")
    for (name, text) in [("a", study), ("b", changed)] {
      let own = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: own, withIntermediateDirectories: true)
      try text.write(
        to: own.appending(path: "study.yaml"), atomically: true,
        encoding: .utf8)
      try "grade\n1\n2\n2\n3\n".write(
        to: own.appending(path: "ratings.csv"), atomically: true,
        encoding: .utf8)
    }
  }

  @discardableResult
  private func shell(_ script: String) throws -> Command.Answer {
    try Command.run(
      [], in: folder, wrapper: ["/bin/sh", "-c", "M=\"$0\"; " + script])
  }

  private func state(_ output: String) throws -> String {
    try shell(
      "cd \(output) && find . -type f ! -path './.cache/*'"
        + " ! -name run-results.json | sort | xargs sha256sum"
    ).output
  }

  /// Runs `b` into the output of `a` with one fault.
  private func attempt(
    _ call: String, _ number: Int, _ fault: String
  ) throws -> Command.Answer {
    try shell(
      "rm -rf out .out.manyi-*; cp -R old out;"
        + " strace -f -qq -o /dev/null -e trace=\(call)"
        + " -e inject=\(call):\(fault):when=\(number)"
        + " \"$M\" run b -o out --quiet")
  }

  @Test(.enabled(if: canTrace))
  func outputIsOldOrNewWhateverFails() throws {
    try shell("\"$M\" run a -o old --quiet; \"$M\" run b -o new --quiet")
    let (old, new) = (try state("old"), try state("new"))
    try #require(old != new && !old.isEmpty)
    let faults: [(call: String, number: Int, fault: String)] = [
      ("write", 9, "signal=SIGKILL"),
      ("mkdir", 1, "signal=SIGKILL"), ("syncfs", 1, "signal=SIGKILL"),
      ("renameat2", 1, "signal=SIGKILL"), ("unlink", 2, "signal=SIGKILL"),
      ("rmdir", 1, "signal=SIGKILL"),
      ("write", 5, "error=ENOSPC"), ("write", 8, "error=EIO"),
      ("mkdir", 1, "error=EACCES"), ("mkdir", 2, "error=EROFS"),
      ("syncfs", 1, "error=EIO"), ("renameat2", 1, "error=EIO"),
      ("link", 1, "error=EIO"), ("unlink", 1, "error=EIO"),
      // What is needed on the way and cannot be removed.
      ("unlink", 2, "error=EIO"), ("unlink", 9, "error=EROFS"),
    ]
    for (call, number, fault) in faults {
      let answer = try attempt(call, number, fault)
      let what: Comment = "\(call) \(number) \(fault): \(answer.errors)"
      let now = try state("out")
      #expect(now == old || now == new, what)
      #expect(![132, 133, 134, 139].contains(answer.code), what)
      if fault.hasPrefix("error"), answer.code != 0 {
        #expect(now == old, what)
        // Calls are counted thread by thread, so that the one that tells the
        // fault may fail, too.
        if call != "write" || answer.errors.contains("cannot write") {
          #expect(answer.errors.contains("cannot write to 'out': "), what)
          #expect(answer.errors.contains("could not "), what)
        }
      }
      let next = try shell("\"$M\" run b -o out --quiet")
      #expect(next.code == 0, what)
      #expect(try state("out") == new, what)
      #expect(
        try shell("ls -A").output == "a\nb\nnew\nold\nout\n", what)
    }
  }

  @Test(.enabled(if: canTrace))
  func failedSyncIsAnError() throws {
    try shell("\"$M\" run a -o old --quiet")
    let answer = try attempt("syncfs", 1, "error=EIO")
    #expect(answer.code == 2)
    #expect(answer.errors.contains("could not sync"))
  }

  @Test func runsAtOnceLeaveOneOutput() throws {
    try shell("\"$M\" run b -o new --quiet")
    let answer = try shell(
      """
      { for n in 1 2 3 4 5 6; do
        ( "$M" run b -o out --quiet --fresh 2>errors-$n; echo $? >code-$n ) &
      done; } | cat
      cat code-*; cat errors-*
      """)
    let lines: [Substring] = answer.output.split(whereSeparator: \.isNewline)
    let codes: [String] = lines.map(String.init).filter { $0.count == 1 }
    #expect(codes.contains("0"))
    #expect(codes.allSatisfy { $0 == "0" || $0 == "2" })
    let busy = lines.count {
      $0.contains("another run is writing to 'out'")
    }
    #expect(busy == codes.count { $0 == "2" })
    #expect(try state("out") == state("new"))
  }
}
