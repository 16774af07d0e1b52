import Diagnostics
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// What the numbers of targets are taken for, and where faults of targets
/// stand.
@Suite struct TargetNumbersTests {
  private func open(
    _ step: String, targets: String = ""
  ) async throws -> (workspace: Workspace, findings: [Diagnostic]) {
    let folder = try Fixture.temporaryFolder().path()
    let files = [
      "a.csv": "sex,age,w,y\nm,old,1,1\nm,new,2,3\nf,old,3,5\nf,new,4,2\n",
      "targets.csv": targets,
      "study.yaml": """
      manyi: 1
      title: Weights
      data:
        a:
          file: a.csv
          design:
            weights: w
            calibrate:
              rake:
      \(step)
      analyses:
        one: {kind: mean, variables: y}
        two: {kind: mean, variables: y, by: sex}

      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    return (workspace, workspace.findings(log))
  }

  private func weights(_ workspace: Workspace) -> [Double]? {
    workspace.designs["one"]?.weights
  }

  @Test func percentagesAreSharesAndAreToldOnceAtTheirKey() async throws {
    let percent = try await open("          targets: {sex: {m: 51, f: 49}}")
    let share = try await open("          targets: {sex: {m: 51%, f: 49%}}")
    let pair = try (
      #require(weights(percent.workspace)), #require(weights(share.workspace))
    )
    #expect(zip(pair.0, pair.1).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(share.findings == [])
    #expect(percent.findings.map(\.code) == [.percentTargets])
    #expect(percent.findings.first?.place?.line == 10)
    #expect(percent.findings.first?.place?.column == 21)
    let conventions =
      percent.workspace.designs["one"]?.weightingConventions ?? []
    let sentences = conventions.map { $0.sentence[.english] }
    #expect(sentences.contains { $0.contains("as percentages") })
  }

  @Test func countsOfAHundredCanBeForced() async throws {
    let found = try await open(
      "          targets: {sex: {m: 51, f: 49}}\n          as: counts")
    #expect(found.findings == [])
    let sum = weights(found.workspace)?.reduce(0, +) ?? 0
    #expect(abs(sum - 100) < 1e-9)
  }

  @Test func sharesMayBeInAnyProportion() async throws {
    let found = try await open(
      "          targets: {sex: {m: 300, f: 100}}\n          as: shares")
    #expect(found.findings == [])
    let made = try #require(weights(found.workspace))
    #expect(abs(made[0] + made[1] - 7.5) < 1e-9)
    #expect(abs(made.reduce(0, +) - 10) < 1e-9)
  }

  @Test(arguments: [
    ("{m: 51, f: 48}", DiagnosticCode.targetsDisagree),
    ("{m: 51.26, f: 48.8}", .percentTargets),
    ("{m: 151, f: 49}", nil), ("{m: 60, f: 45}", nil),
  ])
  func whatMayBeEitherIsAsked(
    _ cells: String, code: DiagnosticCode?
  ) async throws {
    let found = try await open("          targets: {sex: \(cells)}")
    #expect(found.findings.map(\.code) == [code].compactMap { $0 })
  }

  @Test(arguments: [
    ("{sex: {m: 40%, x: 60%}}", DiagnosticCode.targetWithoutRows, 10, 35),
    ("{sex: {m: 41%, f: 60%}}", .targetsDisagree, 10, 21),
    ("{sex: {m: 5, f: 6}, age: {old: 3, new: 4}}", .targetsDisagree, 10, 40),
    ("{sex: {m: 5}}", .valueWithoutTarget, 10, 21),
    ("{sxe: {m: 5, f: 4}}", .unknownColumn, 10, 21),
    ("{sex: {m: -1, f: 4}}", .wrongTarget, 10, 27),
  ])
  func faultsStandAtTheirTarget(
    targets: String, code: DiagnosticCode, line: Int, column: Int
  ) async throws {
    let found = try await open("          targets: \(targets)")
    #expect(found.findings.map(\.code) == [code])
    #expect(found.findings.first?.place?.line == line)
    #expect(found.findings.first?.place?.column == column)
  }

  @Test func faultsOfAFileStandInTheFile() async throws {
    let found = try await open(
      "          targets: targets.csv",
      targets: "variable,value,target\nsex,m,40%\nsex,x,60%\n")
    let faults = found.findings.filter { $0.severity == .error }
    #expect(faults.map(\.code) == [.targetWithoutRows])
    #expect(faults.first?.place?.file == "targets.csv")
    #expect(faults.first?.place?.line == 3)
  }

  @Test func anUnknownWordIsRefused() async throws {
    let found = try await open(
      "          targets: {sex: {m: 1, f: 4}}\n          as: percent")
    #expect(found.findings.contains { $0.code == .wrongValue })
  }
}
