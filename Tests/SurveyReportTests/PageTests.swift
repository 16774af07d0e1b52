import SurveyData
import TestSupport
import Testing

@testable import SurveyReport

@Test func everyPageIsWellFormed() throws {
  for file in renderReport(Sample.report()) where file.path.hasSuffix(".html") {
    let page = Markup(file.text)
    #expect(page.problems.isEmpty, "\(file.path): \(page.problems)")
    #expect(
      page.ids.count == Set(page.ids).count,
      "\(file.path): \(page.repeatedIDs)")
  }
}

@Test func everyLinkLeadsSomewhere() throws {
  let files = renderReport(Sample.report())
  let paths = Set(files.map(\.path))
  for file in files where file.path.hasSuffix(".html") {
    let page = Markup(file.text)
    let folder = file.path.split(separator: "/").dropLast().map(String.init)
    for link in page.links {
      if link.hasPrefix("#") {
        #expect(page.ids.contains(String(link.dropFirst())), "\(link)")
      } else if link.hasPrefix("../") {
        #expect(paths.contains(String(link.dropFirst(3))), "\(link)")
      } else {
        #expect(paths.contains((folder + [link]).joined(separator: "/")))
      }
    }
  }
}

@Test func pagesLoadNothing() throws {
  for file in renderReport(Sample.report()) where file.path.hasSuffix(".html") {
    let page = Markup(file.text)
    #expect(
      page.elements.isDisjoint(with: ["link", "iframe", "img", "object"]))
    #expect(!file.text.contains("<script ") && !file.text.contains(" src="))
    #expect(file.text.contains("Content-Security-Policy"))
    #expect(!file.text.contains("http://") || file.text.contains("w3.org"))
    #expect(!page.attributes.contains { $0.hasPrefix("on") })
  }
}

@Test func sameInputGivesSameBytes() {
  #expect(renderReport(Sample.report()) == renderReport(Sample.report()))
}

@Test func pathsAreUniqueAndOrdered() {
  let paths = renderReport(Sample.report()).map(\.path)
  #expect(Set(paths).count == paths.count)
  #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  #expect(paths.contains("cards/2024-001.html"))
  #expect(paths.contains("cards/2024-001.en.html"))
  #expect(paths.contains("charts/performance-league.en.svg"))
  #expect(paths.contains("tables/performance-ranking.csv"))
  #expect(paths.count { $0.hasPrefix("cards/") } == 54)
}

@Test func theFirstLanguageHasPlainNames() {
  let paths = renderReport(Sample.report(languages: [.english])).map(\.path)
  #expect(paths.contains("report.html"))
  #expect(!paths.contains { $0.contains(".zh.") || $0.contains(".en.") })
}

/// The text of a file; of a workbook that of the sheets with the fewest marks.
private func shownText(_ file: OutputFile) -> String {
  guard case .workbook(let workbook) = file.content else { return file.text }
  let texts = workbook.sheets.map { sheet in
    sheet.rows.joined().map { "\($0.content)" }.joined(separator: "\n")
  }
  return texts.min {
    $0.ranges(of: "made up").count + $0.ranges(of: "虚构").count
      < $1.ranges(of: "made up").count + $1.ranges(of: "虚构").count
  } ?? ""
}

@Test func madeUpDataAreMarkedEverywhere() {
  for file in renderReport(Sample.report()) {
    let isEnglish = file.path.contains(".en.")
    let mark = isEnglish ? "made up" : "虚构"
    // The tidy CSV has one line a cell and no texts around them.
    if file.path.hasSuffix(".csv") { continue }
    #expect(shownText(file).contains(mark), "\(file.path)")
  }
  for file in renderReport(Sample.report(isMadeUp: false)) {
    #expect(!shownText(file).contains("虚构"), "\(file.path)")
  }
}

@Test func resultsInTwoSectionsAreShownOnce() throws {
  var input = Sample.report(languages: [.chinese], results: [Sample.index()])
  input.sections.append(input.sections[0])
  let files = renderReport(input)
  #expect(Set(files.map(\.path)).count == files.count)
  let report = try #require(files.first { $0.path == "report.html" })
  let page = Markup(report.text)
  #expect(page.repeatedIDs.isEmpty)
  #expect(report.text.contains("见上文"))
}

@Test func resultsWhoseFilesWouldMeetAreRenamed() {
  var first = Sample.means()
  first.id = "a"
  var second = Sample.means()
  second.id = "a-by-district"
  let files = renderReport(Sample.report(results: [first, second]))
  #expect(Set(files.map(\.path)).count == files.count)
}

@Test func emptyReportIsStillAPage() throws {
  let input = ReportInput(
    id: "empty", title: "", languages: [], version: "0", sections: [])
  let files = renderReport(input)
  let paths = ["report.html", "report.ipynb", "report.xlsx"]
  #expect(files.map(\.path) == paths)
  #expect(Markup(files[0].text).problems.isEmpty)
}

@Test func resultsWithoutNumbersAreRendered() throws {
  let empty = AnalysisResult(
    id: "nothing", kind: "mean", provenance: Sample.provenance,
    conventions: [], estimates: [])
  let none = AnalysisResult(
    id: "none", kind: "evaluation", provenance: Sample.provenance,
    conventions: [], estimates: [],
    details: .evaluation(
      EvaluationResult(
        indicators: [], cases: [], bands: [], raters: [], weightings: [],
        uncertainty: nil)))
  let files = renderReport(Sample.report(results: [empty, none]))
  #expect(!files.contains { $0.path.hasPrefix("cards/") })
  let report = try #require(files.first { $0.path == "report.html" })
  #expect(report.text.contains("没有可用的数据"))
}

/// A small report, to be looked at when it changes. Charts and tables have
/// goldens of their own.
@Test(arguments: [
  "report.html", "report.en.html", "report.ipynb", "cards/2024-002.html",
  "cards/2024-002.en.html", "cards/index.html", "cards/index.en.html",
  "tables/performance-ranking.md", "tables/performance-ranking.en.md",
  "tables/satisfaction.csv", "tables/satisfaction.html",
])
func smallReportIsAsBefore(path: String) throws {
  let input = Sample.report(
    results: [
      Sample.index(items: Array(Sample.items.prefix(2)), groups: []),
      Sample.verdicts(), Sample.evaluation(count: 4),
    ])
  let file = try #require(renderReport(input).first { $0.path == path })
  #expect(goldenDifference(file.text, "report/\(path)") == nil)
}
