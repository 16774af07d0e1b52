import Foundation
import SurveyData
import SurveyReport
import Testing

@testable import SurveyStudy

/// Draws a chart of a few lines and returns the drawing and the codes.
private func drawnAndCodes(
  _ kind: String, _ lines: String, _ options: [String]
) async throws -> (svg: String, codes: [String]) {
  let file = FileManager.default.temporaryDirectory
    .appending(path: "chart-\(UUID().uuidString).csv")
  try lines.write(to: file, atomically: true, encoding: .utf8)
  defer { try? FileManager.default.removeItem(at: file) }
  let chart = await drawChart(
    kind: kind, file: file.path(), options: options, language: .english,
    theme: "light")
  return (chart.svg ?? "", chart.findings.map(\.code.id))
}

@Test func stepsThatLeadElsewhereAreRefused() async throws {
  let options = ["label=l", "value=v"]
  let wrong = try await drawnAndCodes(
    "waterfall", "l,v\na,70\nb,2\nc,-1\nd,80\n", options)
  #expect(wrong.codes == ["R180"] && wrong.svg.isEmpty)
  // 70.14 + 2.04 − 1.04 = 71.14, each of them rounded.
  let rounded = try await drawnAndCodes(
    "waterfall", "l,v\na,70.1\nb,2.0\nc,-1.0\nd,71.2\n", options)
  #expect(rounded.codes == [] && !rounded.svg.isEmpty)
}

@Test(arguments: ["-0.1", "5.2"])
func starsThatThereAreNotAreRefused(stars: String) async throws {
  let chart = try await drawnAndCodes(
    "stars", "l,v\na,4.3\nb,\(stars)\n", ["label=l", "value=v"])
  #expect(chart.codes == ["R180"] && chart.svg.isEmpty)
}

@Test func headlinesOfStarsPrintThemAsTheChartDoes() async throws {
  let chart = try await drawnAndCodes(
    "stars", "l,v\na,4.312\nb,3.07\n", ["label=l", "value=v"])
  #expect(chart.svg.contains("v is lowest for b (3.1) and highest for a (4.3)"))
}

@Test func equalValuesHaveAHistogram() async throws {
  let chart = try await drawnAndCodes(
    "histogram", "v\n80\n80\n80\n", ["value=v"])
  #expect(chart.codes == [] && chart.svg.contains("All 3 values are 80<"))
  // No range that nobody wrote.
  #expect(!chart.svg.contains("79") && !chart.svg.contains("80–"))
}

/// 73.3 was printed as 73.30, and 0.6 as 0.6000.
@Test func numbersHaveTheDecimalsOfTheFile() async throws {
  let dots = try await drawnAndCodes(
    "dots", "l,v\na,70\nb,73.3\n", ["label=l", "value=v"])
  #expect(dots.svg.contains(">73.3<") && dots.svg.contains(">70.0<"))
  #expect(!dots.svg.contains("73.30"))
  let bars = try await drawnAndCodes(
    "bars", "l,v\na,0.25\nb,0.6\n", ["label=l", "value=v"])
  #expect(bars.svg.contains(">0.25<") && bars.svg.contains(">0.60<"))
  // More than can be read, or nothing but rounding: four digits.
  let fine = try await drawnAndCodes(
    "dots", "l,v\na,1234.5\nb,1.25e-12\n", ["label=l", "value=v"])
  #expect(fine.svg.contains(">1,234<") || fine.svg.contains(">1,235<"))
  #expect(ChartTableMaker.written([50, 1e9, .nan]) == .total)
  #expect(ChartTableMaker.written([0.1 + 0.2, 12]) == .degrees)
  #expect(ChartTableMaker.written([1e-12, 2]) == nil)
  #expect(ChartTableMaker.written([1234.5, 2]) == nil)
}

/// The median of 5 was 5.000.
@Test(arguments: ["box", "cdf"])
func mediansHaveTheDecimalsThatTheyNeed(kind: String) async throws {
  let whole = try await drawnAndCodes(
    kind, "g,v\na,5\na,5\nb,7\n", ["label=g", "value=v"])
  #expect(whole.svg.contains(">5<") && !whole.svg.contains("5.000"))
  let half = try await drawnAndCodes(
    kind, "g,v\na,2.5\na,2.5\nb,7\n", ["label=g", "value=v"])
  #expect(half.svg.contains(">2.5<") && !half.svg.contains("2.500"))
}

@Test func profilesOfUnitsThatAreNotShownAreRefused() async throws {
  let options = ["label=l", "value=a,b", "highlighted=c"]
  let chart = try await drawnAndCodes(
    "profile", "l,a,b,c\nx,1,2,3\ny,2,3,4\n", options)
  #expect(chart.codes == ["S104"] && chart.svg.isEmpty)
}

@Test func rowsWithoutNumbersAreNamed() async throws {
  let chart = try await drawnAndCodes(
    "dots", "l,v\na,4\nb,\nc,3\n", ["label=l", "value=v"])
  #expect(chart.svg.contains("Not drawn, numbers missing: b."))
}

@Test func partsOfAnUnknownWholeAreNotShared() async throws {
  let chart = try await drawnAndCodes(
    "bars", "l,x,y\na,1,3\nb,,3\n", ["label=l", "value=x,y", "whole=true"])
  #expect(chart.svg.contains("25.0%") && !chart.svg.contains("100.0%"))
  #expect(chart.svg.contains("Not drawn, numbers missing: b."))
}

/// Percentages lay beyond every limit of a benchmark of 0 %.
@Test func percentagesAreNoRates() async throws {
  let options = ["label=l", "value=v", "base=n"]
  let wrong = try await drawnAndCodes(
    "funnel", "l,v,n\na,93.5,68\nb,83.4,197\n", options)
  #expect(wrong.codes == ["R180"] && wrong.svg.isEmpty)
  let right = try await drawnAndCodes(
    "funnel", "l,v,n\na,0.935,68\nb,0.834,197\n", options)
  #expect(right.codes == [] && right.svg.contains("86.0%"))
  let printed = try await drawnAndCodes(
    "dots", "l,v\na,93.5\nb,83.4\n", ["label=l", "value=v", "format=share"])
  #expect(printed.codes == ["R180"])
}

/// Weights of parts may be points of a hundred.
@Test func weightsOfATreeAreNotMultiplied() async throws {
  let tree = try await drawnAndCodes(
    "tree", "l,p,w\na,,100\nb,a,60\nc,a,40\n",
    ["label=l", "weight=w", "parent=p"])
  #expect(tree.codes == [] && !tree.svg.contains("6000"))
}
