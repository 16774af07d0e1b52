import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// The keys of a banner book.
@Suite struct BannerMethodTests {
  private static let rows = (0..<120).map { row in
    "\(row % 2 + 1),\(row % 3 + 1),\(row % 5 + 1),\(row % 7 < 3 ? 1 : 2)"
  }.joined(separator: "\n")

  private func run(
    _ options: [String]
  ) async throws -> (tables: [StatisticsTable], codes: [String]) {
    let folder = try newFolder(["a.csv": "sex,age,q1,q2\n\(Self.rows)\n"])
    let single = await analyze(
      kind: "banner", file: "\(folder)/a.csv", options: options)
    let codes = single.findings.filter { $0.severity == .error }
      .map(\.code.id)
    guard case .tables(let tables, _)? = single.result?.value.details else {
      return ([], codes)
    }
    return (tables, codes)
  }

  @Test func everyKey() async throws {
    let found = try await run([
      "questions=q*",
      "banner=[total, sex, [sex, age], {label: young, where: age = 1}]",
      "show=column-share,mean,base,count", "scale=1,5", "top-box=2",
      "bottom-box=1", "nets.low=1,2", "pairs=true", "minimum-base=10",
      "weak-base=unweighted", "interval=wilson",
      "letters={level: 0.05, second-level: 0.1, adjust: holm, compare: total}",
    ])
    #expect(found.codes.isEmpty)
    let names = found.tables.map(\.name)
    #expect(names.prefix(4) == ["index", "q1", "q1-errors", "q1-pairs"])
    let columns = found.tables[1].columns.map(\.name)
    #expect(columns.count == 10)
    #expect(columns[3] == "sex=1,age=1")
    #expect(columns[9] == "where-1=1")
    let rows = found.tables[1].rows.map(\.name)
    #expect(rows.contains("net-1"))
    #expect(rows.contains("top-box"))
    #expect(rows.contains("1-count"))
    #expect(rows.last == "mean")
  }

  @Test func tablesAreSplitBetweenBannerVariables() async throws {
    let found = try await run([
      "questions=q1", "banner=total,sex,age", "columns-per-table=4",
    ])
    let shapes = found.tables.map { "\($0.name) \($0.columns.count)" }
    #expect(
      shapes == [
        "index 4", "q1 3", "q1-2 4", "q1-errors 3", "q1-errors-2 4",
      ])
    #expect(found.tables[2].columns[0].name == "total")
  }

  @Test(arguments: [
    (["questions=q1"], "S103"),
    (["questions=q1", "banner=none"], "S101"),
    (["questions=z*", "banner=sex"], "S101"),
    (["questions=q1", "banner=sex,sex"], ""),
    (["questions=q1", "banner=sex", "nets.x=9"], ""),
    (["questions=q1", "banner=[{label: a}]"], "S103"),
    (["questions=q1", "banner=[{where: age > }]"], ""),
    (
      [
        "questions=q1", "banner=sex",
        "letters={level: 0.1, second-level: 0.05}",
      ],
      "S104"
    ),
    (["questions=q1", "banner=sex", "letters={adjust: most}"], "S104"),
    (["questions=q1", "banner=[[sex, [age]]]"], "S104"),
  ])
  func faultsAreTold(options: [String], code: String) async throws {
    let found = try await run(options)
    #expect(found.tables.isEmpty)
    #expect(!found.codes.isEmpty)
    if !code.isEmpty { #expect(found.codes.contains(code)) }
  }

  /// The data set `resident-survey`, whose report has a page for each table
  /// under a safe name.
  @Test func bookOfResidents() async throws {
    let log = DiagnosticLog()
    let path = Fixture.dataset("resident-survey/study.yaml").path()
    let workspace = try #require(await openStudy(path, log: log))
    let folder = try Fixture.temporaryFolder().path() + "/out"
    let output = try workspace.output(folder, replacesForeign: false)
    let run = try await workspace.run(to: output, log: log) { _ in }
    #expect(log.diagnostics.allSatisfy { $0.severity != .error })
    #expect(run.files.contains("tables/book-q10-errors.en.html"))
    let csv = try FileSystem.read(folder + "/tables/book-q1.csv")
    let lines = String(decoding: csv, as: UTF8.self)
    #expect(lines.contains("sex=2,0.63"))
    #expect(lines.split(separator: "\n").contains { $0.hasSuffix(",AB") })
  }

  /// A question may be called as no file can be.
  @Test func oddNamesOfQuestions() async throws {
    let folder = try newFolder([
      "a.csv": "g,../x,index\n1,1,1\n1,2,2\n2,1,1\n2,2,2\n",
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses:
        b: {kind: banner, questions: ["../x", index], banner: [total, g]}
      """,
    ])
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy("\(folder)/study.yaml", log: log))
    let output = try workspace.output(
      folder + "/out", replacesForeign: false)
    let run = try await workspace.run(to: output, log: log) { _ in }
    #expect(log.diagnostics.allSatisfy { $0.severity != .error })
    #expect(run.files.contains { $0.hasPrefix("tables/b-x-") })
    #expect(run.files.contains("tables/b-index-again.html"))
    #expect(!run.files.contains { $0.contains("..") })
  }
}
