import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// Cases without a reply are looked at on a day that the result names.
@Suite struct OpenCasesTests {
  private func evaluation(
    _ keys: String
  ) async throws -> (found: EvaluationResult, conventions: [Convention]) {
    let folder = try Fixture.temporaryFolder().path()
    let files = [
      "cases.csv": """
      id,assigned_on,due_on,extended_until,replied_on,withdrawn_on
      late,2025-01-01,2025-04-01,,2025-04-11,
      soon,2025-01-01,2025-04-01,,2025-03-11,
      open,2025-01-01,2025-04-01,,,
      wait,2025-03-01,2025-04-01,2025-06-01,,
      gone,2025-01-01,2025-02-01,,,2025-01-20

      """,
      "study.yaml": """
      manyi: 1
      title: Open cases
      data: {cases: {file: cases.csv}}
      analyses:
        e:
          kind: evaluation
          data: cases
          cases: {key: id}
          uncertainty: none
          missing: {coverage: 0}
          indicators:
            - {id: d, column: overdue_days, norm: none, direction: -1}
            - {id: t, column: on_time, norm: none}
      \(keys)

      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let result = try #require(
      workspace.run(workspace.study.analyses[0], log: log),
      "\(log.diagnostics)")
    guard case .evaluation(let found) = result.details else {
      Issue.record("no evaluation")
      throw Stopped()
    }
    return (found, result.conventions)
  }

  private func raw(
    _ found: EvaluationResult, _ indicator: String
  ) -> [String: Double] {
    var values: [String: Double] = [:]
    for item in found.cases {
      values[item.id] =
        item.values.first { $0.indicator == indicator }?.raw ?? -1
    }
    return values
  }

  @Test func theDataEndWithTheirLastEvent() async throws {
    let (found, conventions) = try await evaluation("")
    // The last event is the reply of 11 April.
    #expect(
      raw(found, "d")
        == ["late": 10, "soon": 0, "open": 10, "wait": 0, "gone": -1])
    #expect(
      raw(found, "t")
        == ["late": 0, "soon": 1, "open": 0, "wait": -1, "gone": -1])
    let named = try #require(conventions.first { $0.name == "as-of" })
    #expect(named.value == "2025-04-11")
    #expect(named.sentence[.chinese].contains("最后一个事件"))
  }

  @Test func aDayMayBeNamed() async throws {
    let (found, conventions) = try await evaluation(
      "    as-of: 2025-06-11")
    #expect(raw(found, "d")["open"] == 71)
    #expect(raw(found, "d")["wait"] == 10)
    #expect(raw(found, "t")["wait"] == 0)
    #expect(conventions.first { $0.name == "as-of" }?.value == "2025-06-11")
  }
}

/// Messages that say how a mistake is mended.
@Suite struct MendingTests {
  @Test(arguments: [
    ("t,y\na,1\nb,2\na,4\n", "event: b"), ("t,y\na,1\nb,2\nc,4\n", "ordinal"),
  ])
  func outcomesOfTextAreLedToTheirModels(
    data: String, help: String
  ) async throws {
    let path = try Fixture.temporaryFolder().path() + "/d.csv"
    try FileSystem.write(Array(data.utf8), to: path)
    let found = await analyze(
      kind: "regression", file: path, options: ["outcome=t", "terms=y"])
    let fault = found.findings.first { $0.code == .notNumeric }
    #expect(fault?.help?.contains(help) == true, "\(found.findings)")
    #expect(fault?.help?.contains("binomial") == true)
  }

  @Test(arguments: ["1e-300", "0.005", "0.99999999999", "0.9", "99.9%"])
  func levelsHaveBounds(level: String) async throws {
    let path = try Fixture.temporaryFolder().path() + "/d.csv"
    try FileSystem.write(Array("y\n1\n2\n4\n".utf8), to: path)
    let found = await analyze(
      kind: "mean", file: path, options: ["variables=y", "level=\(level)"])
    #expect((found.result == nil) == !["0.9", "99.9%"].contains(level))
    if found.result == nil {
      #expect(found.findings.first?.code == .wrongValue)
    }
  }
}
