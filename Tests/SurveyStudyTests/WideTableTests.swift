import Diagnostics
import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// Evaluation of a wide table: a row a case, a column an indicator.
///
/// Expected values: `Tests/References/evaluation/mcdm.json`.
@Suite struct WideTableTests {
  private let folder: String
  private var file: String { folder + "/wide.csv" }

  static let columns = ["days", "share", "a", "b", "c", "d"]
  static let weights = ["0.15", "0.1", "0.2", "0.25", "0.2", "0.1"]
  static let list =
    "["
    + zip(columns, weights).map { column, weight in
      "{id: i-\(column), column: \(column), weight: \(weight), norm: minmax"
        + (column == "days" ? ", direction: -1}" : "}")
    }.joined(separator: ", ") + "]"

  init() throws {
    folder = try Fixture.temporaryFolder().path()
    let matrix = try String(
      contentsOf: Fixture.reference("evaluation/mcdm_matrix.csv"),
      encoding: .utf8)
    let rows = matrix.split(whereSeparator: \.isNewline).enumerated().map {
      "S0\($0 + 1),\($1)"
    }
    try write(
      (["case," + Self.columns.joined(separator: ",")] + rows)
        .joined(separator: "\n") + "\n", to: "wide.csv")
  }

  private func write(_ text: String, to name: String) throws {
    try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
  }

  private func expected(_ keys: String...) throws -> [Double] {
    let data = try Data(
      contentsOf: Fixture.reference("evaluation/mcdm.json"))
    var value = try JSONSerialization.jsonObject(with: data)
    for key in keys { value = (value as? [String: Any])?[key] ?? [] }
    return (value as? [NSNumber] ?? []).map(\.doubleValue)
  }

  private func scores(_ single: SingleResult) -> [Double] {
    guard case .evaluation(let result) = single.result?.value.details else {
      return []
    }
    return result.cases.sorted { $0.id < $1.id }.map { $0.score ?? .nan }
  }

  private func evaluate(_ options: String...) async -> SingleResult {
    await analyze(
      kind: "evaluation", file: file, options: ["uncertainty=none"] + options)
  }

  @Test func indicatorsInTheCommand() async throws {
    let sum = await evaluate("indicators=\(Self.list)")
    let wanted = try expected("aggregate", "weighted_arithmetic_0_100")
    #expect(wanted.count == 8)
    #expect(isClose(scores(sum), wanted))
    #expect(
      sum.findings.map(\.message) == [
        "the cases are identified by 'case', the first column of '\(file)'"
      ])
    #expect(sum.findings.allSatisfy { $0.severity == .note })
    for (name, key) in [
      ("vector", "topsis_vector"), ("minmax", "topsis_minmax"),
    ] {
      let topsis = await evaluate(
        "indicators=\(Self.list)", "score.method=topsis",
        "score.normalisation=\(name)")
      let closeness = try expected("aggregate", key, "C").map { $0 * 100 }
      #expect(closeness.count == 8)
      #expect(isClose(scores(topsis), closeness), "\(name)")
    }
  }

  /// There are no evaluators and no ratings to draw again.
  @Test func conventionsNameOnlyWhatIsDrawn() async throws {
    let found = await analyze(
      kind: "evaluation", file: file,
      options: ["uncertainty.draws=20", "indicators=\(Self.list)"])
    let resampling = found.result?.value.conventions.first {
      $0.name == "resampling"
    }
    #expect(resampling?.value == "none")
    let doubt = resampling?.sentence
    #expect(doubt?.english?.contains("not the error of the data") == true)
    #expect(doubt?.chinese?.contains("不含数据本身的误差") == true)
  }

  @Test func anIndicatorWithoutAnIdIsToldOnce() async throws {
    let found = await evaluate(
      "indicators=[{column: days}, {id: b, column: b}]")
    let faults = found.findings.filter { $0.message.contains("id") }
    #expect(faults.filter { $0.severity == .error }.count == 1)
    #expect(found.isStopped)
  }

  @Test func indicatorsInAFile() async throws {
    var rows = ["indicator_id,parent_id,weight,direction,source,formula,norm"]
    rows.append("total,,1,,,,")
    for (column, weight) in zip(Self.columns, Self.weights) {
      rows.append(
        "\(column),total,\(weight),\(column == "days" ? -1 : 1),external,"
          + "column(\(column)),minmax")
    }
    try write(rows.joined(separator: "\n") + "\n", to: "tree.csv")
    let found = await evaluate(
      "indicators=\(folder)/tree.csv", "cases.key=case")
    #expect(
      isClose(
        scores(found), try expected("aggregate", "weighted_arithmetic_0_100")))
    #expect(found.findings == [])
  }

  @Test func conditionsChooseCases() async throws {
    let found = await evaluate("indicators=\(Self.list)", "where=days < 80")
    #expect(scores(found).count == 4)
    let both = await evaluate(
      "indicators=\(Self.list)", "where=days < 80", "cases.where=days > 50")
    #expect(scores(both).count == 3)
  }

  private func check(_ study: String) async throws -> (
    findings: [Diagnostic], results: [AnalysisResult]
  ) {
    try write(study, to: "study.yaml")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let results =
      log.hasErrors
      ? [] : await workspace.runAnalyses(log: log) { _ in }.map(\.value)
    return (workspace.findings(log), results)
  }

  private func study(_ keys: String) -> String {
    """
    manyi: 1
    title: Wide
    data: {wide: {file: wide.csv}, other: {file: wide.csv}}
    analyses:
      ranks:
        kind: evaluation
        data: wide
        uncertainty: none
    \(keys)
    """
  }

  @Test func dataOfAStudyHoldTheCases() async throws {
    let found = try await check(
      study("    cases: {title: case}\n    indicators: \(Self.list)"))
    guard case .evaluation(let result) = found.results.first?.details else {
      Issue.record("\(found.findings)")
      return
    }
    #expect(result.cases.count == 8)
    #expect(
      result.indicators.first?.name == LocalizedText(zh: "综合得分", en: "Total"))
    #expect(found.results.first?.provenance.sources.map(\.file) == ["wide.csv"])
    #expect(found.findings.map(\.code) == [.caseKey])
  }

  @Test(
    arguments: [
      (
        "[{id: x, column: a, weigth: 1}]", 9, 37,
        "an indicator has no key 'weigth'"
      ),
      (
        "[{id: x, column: a, norm: best}]", 9, 43, "'best' in column 'norm' is"
      ),
      ("[{id: x, column: a, direction: 2}]", 9, 48, "the direction has to be"),
      ("[{id: x, column: a}, {id: x, column: b}]", 9, nil, "two indicators"),
      ("[{id: x}]", 9, nil, "an indicator needs the key 'column'"),
      ("[{column: a}]", 9, nil, "an indicator needs the key 'id'"),
      (
        "[{id: x, column: a, weight: 1}, {id: y, column: b}]", 9, nil,
        "'y' needs the key 'weight'"
      ),
      ("[]", 9, nil, "'indicators' is an empty list"),
      ("[{id: x, column: a}, y]", 9, nil, "an indicator has to be a mapping"),
      ("[{id: x, column: e}]", 9, nil, "no column of 'wide.csv' is named 'e'"),
      (
        "[{id: x, source: evaluators}]", nil, nil,
        "indicator 'x' needs scores of evaluators, and the data hold the cases"
      ),
    ] as [(String, Int?, Int?, String)])
  func faultIsNamed(
    list: String, line: Int?, column: Int?, message: String
  ) async throws {
    let found = try await check(study("    indicators: \(list)"))
    let fault = found.findings.first { $0.message.hasPrefix(message) }
    #expect(fault?.severity == .error, "\(found.findings)")
    if let line { #expect(fault?.place?.line == line) }
    if let column { #expect(fault?.place?.column == column) }
  }

  /// A list of names without `id` was told twice, the second time as a tree
  /// that cannot be used.
  @Test func missingIdIsToldOnce() async throws {
    let found = try await check(
      study("    indicators: [{column: a}, {column: b}]"))
    let errors = found.findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.missingKey, .missingKey])
  }

  @Test func firstColumnHasToBeUnique() async throws {
    FileSystem.removeTree(file)
    try write("unit,a\nx,1\nx,2\ny,3\n", to: "wide.csv")
    let found = await evaluate("indicators=[{id: a, column: a}]")
    #expect(found.isStopped)
    let fault = try #require(found.findings.first { $0.severity == .error })
    #expect(fault.code == .caseKey)
    #expect(fault.notes.first == "'x' stands there twice")
  }

  @Test func columnsWithBracketsInTheirNames() async throws {
    FileSystem.removeTree(file)
    try write("编号,时长（天）,\"a;b\"\nx,1,1\ny,2,3\n", to: "wide.csv")
    let found = await evaluate(
      "indicators=[{id: p, column: 时长（天）, direction: -1}, "
        + "{id: q, column: a;b}]")
    #expect(scores(found) == [50, 50])
  }
}
