import Diagnostics
import Foundation
import SVG
import SurveyData
import SurveyTables
import TestSupport
import Testing

@testable import SurveyReport
@testable import SurveyStudy

/// Every number in a table of estimates is printed as what it is: a share as a
/// percentage, a difference of shares in points, days as days.
@Suite struct PrintedUnitsTests {
  /// Kinds whose numbers stand in tables of their own, and that take long.
  private static let others: Set<String> = [
    "evaluation", "stars", "raters", "imputation", "comparison",
  ]

  private func fits(_ style: NumberStyle, _ unit: Estimate.Unit) -> Bool {
    switch (unit, style) {
    case (.share, .percent), (.net, .signedPercentagePoints): true
    case (.share, _), (.net, _), (_, .percent), (_, .signedPercentagePoints):
      false
    default: true
    }
  }

  private func leaves(_ rows: [RowNode]) -> [RowNode] {
    rows.flatMap { $0.children.isEmpty ? [$0] : leaves($0.children) }
  }

  @Test(arguments: [
    "suggestion-handling", "livelihood-projects", "mobile-satisfaction",
    "lecture-ratings", "school-performance",
  ])
  func numbersArePrintedAsWhatTheyAre(study: String) async throws {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(Fixture.dataset(study).path(), log: log))
    var seen = 0
    for plan in workspace.study.analyses
    where !Self.others.contains(plan.kind) {
      guard let result = workspace.run(plan, log: log),
        !result.estimates.isEmpty
      else { continue }
      let context = Context(
        .chinese,
        ReportInput(
          id: "r", title: "r", languages: [.chinese], isMadeUp: true,
          source: nil, version: "0", sections: []))
      let tables = EstimateTables(
        result: result, cube: EstimateCube(result.estimates, context),
        context: context, name: "t"
      ).tables()
      for row in tables.flatMap({ leaves($0.model.rows) }) {
        #expect(!row.cells.isEmpty, "\(study) \(plan.name): \(row.label)")
        guard case .estimate(let cell)? = row.cells.first?.content,
          row.statistic != "dissatisfied-per-1000"
        else { continue }
        let owners = result.estimates.filter {
          $0.statistic == row.statistic && $0.value == cell.value
        }
        #expect(
          owners.contains { fits(cell.style, $0.unit) },
          "\(study) \(plan.name): \(row.label) \(cell.value)")
        seen += 1
      }
    }
    #expect(seen > 0 || study == "school-performance")
  }

  /// Pages linked tables that nobody wrote.
  @Test(arguments: ["resident-survey"])
  func everyLinkOfEveryPageLeadsToAFile(study: String) async throws {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(Fixture.dataset(study).path(), log: log))
    let folder = try Fixture.temporaryFolder().path() + "/out"
    let output = try workspace.output(folder, replacesForeign: false)
    _ = try await workspace.run(to: output, log: log) { _ in }
    let files = Set(FileSystem.files(below: folder))
    var links = 0
    for file in files where file.hasSuffix(".html") {
      let text = String(
        decoding: try FileSystem.read(FileSystem.join(folder, file)),
        as: UTF8.self)
      let parent = file.split(separator: "/").dropLast().map(String.init)
      for link in text.matches(of: /href="([^"#:]+)[#"]/).map({ $0.1 }) {
        var parts = parent
        for part in link.split(separator: "/") {
          if part == ".." {
            _ = parts.popLast()
          } else {
            parts.append(String(part).removingPercentEncoding ?? String(part))
          }
        }
        let path = parts.joined(separator: "/")
        #expect(files.contains(path), "\(file): \(link)")
        links += 1
      }
    }
    #expect(links > 10)
  }
}
