import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

/// Charts of a file say what they leave out.
@Suite struct SingleChartTests {
  private func draw(
    _ text: String, _ options: [String]
  ) async throws -> SingleChart {
    let file = try Fixture.temporaryFolder().appending(path: "各区.csv")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return await drawChart(
      kind: "dots", file: file.path(percentEncoded: false),
      options: ["label=区", "value=率"] + options, language: .chinese,
      theme: "light")
  }

  /// A district without a number vanished from the chart without a word.
  @Test func rowsWithoutNumbersAreTold() async throws {
    let chart = try await draw(
      "区,率,n\n东,95%,10\n西,88%,12\n开发,—,0\n", [])
    #expect(chart.svg?.contains("未画出（缺少数值）：开发") == true)
    let note = chart.findings.first { $0.code == .emptyChart }
    #expect(note?.severity == .note)
    #expect(note?.message == "1 row lacks numbers and is not drawn: '开发'")
  }

  @Test func nothingIsToldOfCompleteRows() async throws {
    let chart = try await draw("区,率\n东,1\n西,2\n", [])
    #expect(!chart.findings.contains { $0.code == .emptyChart })
  }
}
