import Diagnostics
import Foundation
import SurveyData
import SurveyImport
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct PrepareTests {
  private let files = [
    "study.yaml": """
    manyi: 1
    data:
      people:
        files: [{file: w1.csv, label: 2023}, {file: w2.csv, label: 2024}]
        codebook: cb.yaml
        join: {with: towns, key: town}
        recipe:
          - recode: {column: town, map: {a: "A, \\"x\\"", b: NA}}
          - reverse: q
          - derive:
              ratio: {value: q / (size - 10), label: {zh: "比: 率", en: Ratio}}
              day: add-days(day, 1)
              note: >-
                case when q > 2 then 'high'
                else 'low' end
          - set-missing: {where: id = 1, columns: [note, q], reason: refused}
        where: id < 5
      towns:
        file: towns.csv
        recipe: [{filter: size > 0}]
    analyses: {}
    """,
    "w1.csv": "id,town,q,day\n1,a,1,2024-01-31\n2,b,-9,2024-02-28\n",
    "w2.csv": "id,town,q,extra\n3,b,5,\"x\ny\"\n4,c,,\n5,a,2,z\n",
    "towns.csv": "town,size\na,10\nb,4\nd,0\n",
    "cb.yaml": """
    variables:
      q:
        values: {1: bad, 5: good}
        missing: {-9: dont-know, "": not-applicable}
        scale: {min: 1, max: 5}
    """,
  ]

  private func prepare(
    _ study: String, to output: String
  ) async throws -> (Workspace, PreparedSummary, [Diagnostic]) {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(study, log: log))
    #expect(log.diagnostics.filter { $0.severity == .error } == [])
    let folder = try workspace.output(output, replacesForeign: false)
    let summary = try workspace.prepare([], to: folder, log: log)
    return (workspace, summary, log.diagnostics)
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path))
  }

  @Test func theLogMakesTheSameTableAgain() async throws {
    let folder = try newFolder(files)
    let (_, first, _) = try await prepare(folder, to: folder + "/out/clean")
    #expect(
      first.files == [
        "people.codebook.yaml", "people.csv", "people.log.yaml",
        "towns.codebook.yaml", "towns.csv", "towns.log.yaml",
      ])
    let (_, second, found) = try await prepare(
      folder + "/out/clean/people.log.yaml", to: folder + "/again")
    #expect(second.tables.map(\.name) == ["towns", "people"])
    #expect(found.allSatisfy { $0.code != .preparedInput })
    for name in ["people.csv", "people.codebook.yaml", "towns.csv"] {
      #expect(
        try bytes(folder + "/out/clean/" + name)
          == bytes(folder + "/again/" + name)
      )
    }
    // Once more from the new log, which lies elsewhere.
    _ = try await prepare(
      folder + "/again/people.log.yaml", to: folder + "/out/deep/third")
    for name in ["people.csv", "people.codebook.yaml"] {
      #expect(
        try bytes(folder + "/again/" + name)
          == bytes(folder + "/out/deep/third/" + name))
    }
  }

  @Test func theTableReadsBackEqual() async throws {
    let folder = try newFolder(files)
    let (workspace, _, _) = try await prepare(folder, to: folder + "/clean")
    let table = try #require(workspace.tables["people"])
    let log = DiagnosticLog()
    let codebook = try readCodebook(
      file: folder + "/clean/people.codebook.yaml", log: log)
    #expect(log.diagnostics == [])
    let result = try TableReader.read(
      file: folder + "/clean/people.csv",
      options: ImportOptions(codebook: codebook))
    #expect(result.diagnostics == [])
    #expect(result.table.rowCount == 4)
    #expect(result.table.columns.map(\.name) == table.columns.map(\.name))
    for (found, column) in zip(result.table.columns, table.columns) {
      #expect(found.missing == column.missing)
      #expect(found.variable?.label == column.variable?.label)
      #expect(found.variable?.scale == column.variable?.scale)
      for row in 0..<4 {
        #expect(found.text(at: row) == column.text(at: row))
      }
    }
  }

  @Test func aChangedInputIsTold() async throws {
    let folder = try newFolder(files)
    _ = try await prepare(folder, to: folder + "/clean")
    try Data("town,size\na,11\nb,4\n".utf8).write(
      to: URL(filePath: folder + "/towns.csv"))
    let (_, _, found) = try await prepare(
      folder + "/clean/people.log.yaml", to: folder + "/again")
    #expect(
      found.filter { $0.code == .preparedInput }.map(\.message)
        == ["'../towns.csv' is not the file that the log was written for"])
  }

  @Test func theLogTellsEveryStep() async throws {
    let folder = try newFolder(files)
    _ = try await prepare(folder, to: folder + "/clean")
    let text = String(
      decoding: try bytes(folder + "/clean/people.log.yaml"), as: UTF8.self)
    #expect(goldenDifference(text, "recipes/people.log.yaml") == nil)
  }
}
